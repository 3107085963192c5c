package io.tagstream.local.pipeline;

import static io.tagstream.local.pipeline.Client.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.run.Settings;
import io.tagstream.local.LocalCluster;
import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TaggedText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of record that cannot be tagged goes through a real broker between good ones: each
 * gives a dead letter that says why, the good ones give tagged texts, and the stream goes on.
 */
class BadInputIT {
  private static final int LONGEST_TEXT = 2_000;
  private static final long FAR_AHEAD_MS = 48 * 3_600_000L;

  /** A record that cannot be tagged, and why. */
  private record Bad(DeadLetterReason reason, ProducerRecord<byte[], byte[]> record) {}

  @Test
  void shouldGiveEveryBadRecordADeadLetterAndGoOn(@TempDir Path state) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Settings settings =
          Pipeline.settings(
              cluster.clientSettings(),
              state,
              Map.of(
                  "tagstream.text.max.code.points", Integer.toString(LONGEST_TEXT),
                  "producer.max.request.size", "8000",
                  "max.retries", "1"));
      allowTimestampsFarAhead(cluster);
      List<Bad> bad = badRecords(client);
      List<Long> refused = new ArrayList<>();
      List<Long> good = new ArrayList<>();
      try (Pipeline pipeline = Pipeline.start(settings)) {
        for (Bad each : bad) {
          refused.add(client.send(each.record()));
          good.add(client.send("key", client.event("rain in Oslo")));
        }
        List<ConsumerRecord<byte[], byte[]>> letters = client.await(Client.DEAD, bad.size());
        List<ConsumerRecord<byte[], byte[]>> outputs = client.await(Client.OUTPUT, good.size());

        pipeline.requireAlive();
        assertThat(outputs)
            .extracting(record -> client.tagged(record).getSource().getOffset())
            .containsExactlyElementsOf(good);
        assertThat(outputs).extracting(client::tagged).allSatisfy(BadInputIT::requireTagged);
        assertThat(letters)
            .extracting(record -> client.dead(record).getSource().getOffset())
            .containsExactlyElementsOf(refused);
        for (int i = 0; i < bad.size(); i++) {
          requireExplained(letters.get(i), client.dead(letters.get(i)), bad.get(i));
        }
      }
    }
  }

  private static List<Bad> badRecords(Client client) {
    byte[] good = client.event("rain in Oslo");
    byte[] unknownId = good.clone();
    unknownId[3] = 99;
    byte[] cut = Arrays.copyOf(good, good.length - 3);
    byte[] wrongMagic = good.clone();
    wrongMagic[0] = 7;
    return List.of(
        bad(DeadLetterReason.UNREADABLE, "empty", new byte[0]),
        bad(DeadLetterReason.UNREADABLE, "short", new byte[] {0, 0, 0}),
        bad(DeadLetterReason.UNREADABLE, "magic", wrongMagic),
        bad(DeadLetterReason.UNREADABLE, "cut", cut),
        bad(DeadLetterReason.UNREADABLE, "text", bytes("rain in Oslo")),
        bad(DeadLetterReason.UNKNOWN_SCHEMA, "unknown", unknownId),
        bad(DeadLetterReason.INCOMPATIBLE_SCHEMA, "other", client.eventOfAnotherSchema()),
        bad(DeadLetterReason.TEXT_TOO_LONG, "long", client.event("x".repeat(LONGEST_TEXT + 1))),
        bad(DeadLetterReason.ENCODER_ERROR, "poison", client.event("a " + Pipeline.POISON)),
        bad(
            DeadLetterReason.OUTPUT_TOO_LARGE,
            "crowded",
            client.event("Oslo ".repeat(LONGEST_TEXT / 5))),
        new Bad(
            DeadLetterReason.BAD_TIMESTAMP,
            new ProducerRecord<>(
                Client.INPUT, 0, System.currentTimeMillis() + FAR_AHEAD_MS, bytes("early"), good)),
        bad(DeadLetterReason.NO_TEXT, null, null));
  }

  private static Bad bad(DeadLetterReason reason, @Nullable String key, byte @Nullable [] value) {
    byte[] keyBytes = key == null ? null : bytes(key);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Client.INPUT, 0, keyBytes, value);
    record.headers().add("trace", bytes("t-1"));
    return new Bad(reason, record);
  }

  private static void requireTagged(TaggedText tagged) {
    assertThat(tagged.getText()).isEqualTo("rain in Oslo");
    assertThat(tagged.getSpans()).hasSize(1);
    assertThat(tagged.getSpans().get(0).getSurface()).isEqualTo("Oslo");
    assertThat(tagged.getSentences().get(0).getLabel()).isEqualTo("Weather");
  }

  private static void requireExplained(
      ConsumerRecord<byte[], byte[]> record, DeadLetter letter, Bad cause) {
    assertThat(letter.getReason()).isEqualTo(cause.reason());
    assertThat(letter.getMessage()).isNotBlank().doesNotContain("Oslo", Pipeline.POISON);
    assertThat(record.key()).isEqualTo(cause.record().key());
    ByteBuffer value = letter.getValue();
    if (cause.record().value() == null) {
      assertThat(value).isNull();
    } else {
      assertThat(value).isEqualTo(ByteBuffer.wrap(cause.record().value()));
    }
    assertThat(record.headers().toArray()).contains(cause.record().headers().toArray());
  }

  /**
   * A broker refuses timestamps an hour ahead unless told otherwise; producers may be elsewhere.
   */
  private static void allowTimestampsFarAhead(LocalCluster cluster) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Client.INPUT);
    AlterConfigOp set =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
            AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
    }
  }
}
