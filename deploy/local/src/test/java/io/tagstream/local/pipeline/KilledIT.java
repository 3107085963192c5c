package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application is killed again and again while texts come in; in the end every text has been
 * answered once, in order, byte for byte as by one that nobody killed and that tags nothing ahead.
 * The same application at at-least-once fails this check, so the check can fail.
 */
class KilledIT {
  private static final long SEED = 20261121;
  private static final int BURST = 400;

  private final Path directory;

  /** What became of answers made ahead. */
  private final Figures figures = new Figures();

  /** All that a tagged text says, as bytes. */
  private record Output(ByteBuffer key, long timestamp, ByteBuffer value) {}

  KilledIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldLoseAndDoubleNothing() throws Exception {
    assertThat(afterKills(2, "exactly_once_v2")).isEqualTo(uninterrupted(3 * BURST));
    assertThat(figures.used()).isGreaterThan(BURST);
  }

  @Test
  @Tag("endurance")
  void shouldLoseAndDoubleNothingInManyKills() throws Exception {
    int kills = 20;

    List<Output> outputs = afterKills(kills, "exactly_once_v2");

    System.out.printf(
        "[killed] seed %d, %,d records, %d kills, %s%n", SEED, outputs.size(), kills, figures);
    assertThat(outputs).isEqualTo(uninterrupted(21 * BURST));
  }

  @Test
  @Tag("endurance")
  void shouldNoticeWhatAtLeastOnceDoubles() throws Exception {
    List<Output> outputs = afterKills(4, "at_least_once");

    assertThat(outputs).containsAll(uninterrupted(5 * BURST));
    assertThat(outputs).hasSizeGreaterThan(5 * BURST);
  }

  private List<Output> afterKills(int kills, String guarantee) throws Exception {
    Random random = new Random(SEED);
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Path settings = settings(cluster, "killed", Map.of("processing.guarantee", guarantee));
      int sent = 0;
      for (int kill = 0; kill < kills; kill++) {
        try (Child child = Child.start(settings, directory.resolve("child.log"))) {
          sent += send(client, sent, BURST);
          // Killed somewhere in the burst: after some of its texts were answered.
          client.await(Client.OUTPUT, sent - 1 - random.nextInt(BURST / 2));
          child.addFiguresTo(figures);
          child.kill();
        }
      }
      return finish(client, settings, sent, BURST);
    }
  }

  private List<Output> uninterrupted(int count) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Path settings =
          settings(cluster, "whole", Map.of(TaggingConfig.SPECULATION_ENABLED, "false"));
      return finish(client, settings, 0, count);
    }
  }

  private List<Output> finish(Client client, Path settings, int sent, int count) throws Exception {
    try (Child child = Child.start(settings, directory.resolve("child.log"))) {
      send(client, sent, count);
      client.awaitAnswer(sent + count - 1);
      child.addFiguresTo(figures);
      child.kill();
    }
    return client.read(Client.OUTPUT).stream().map(KilledIT::output).toList();
  }

  private static Output output(ConsumerRecord<byte[], byte[]> record) {
    return new Output(
        ByteBuffer.wrap(record.key()), record.timestamp(), ByteBuffer.wrap(record.value()));
  }

  private static int send(Client client, int first, int count) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      byte[] event = client.event("text " + i + " from Oslo");
      sent.add(client.sendLater("key-" + i % 7, 1_700_000_000_000L + i, event));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    return count;
  }

  private Path settings(LocalCluster cluster, String name, Map<String, String> settings)
      throws IOException {
    return ChildSettings.write(directory.resolve(name), cluster, Model.CITIES, settings);
  }
}
