package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * An application that reads streams is killed again and again. Its output is, record by record,
 * that of one nobody killed: state, offset and output are committed together. One that holds its
 * state outside the store fails this check, so the check can fail.
 */
class StreamKilledIT {
  private static final long SEED = 20261121;
  private static final int BURST = 300;
  private static final int KEYS = 7;
  private static final String[] PIECES = {
    "Book a tab",
    "le in Os",
    "lo. ",
    "Then play ",
    "Ann Lee! ",
    "weather at 10:",
    "30 \uD83D\uDE00 "
  };

  private final Path directory;

  StreamKilledIT(@TempDir Path directory) {
    this.directory = directory;
  }

  /** All that an output says. */
  private record Output(String key, long timestamp, TaggedText value) {}

  @Test
  void shouldGoOnAsIfNothingHadHappened() throws Exception {
    assertThat(outputs(2, Model.STREAMS)).isEqualTo(outputsOfOneBurst(3, Model.STREAMS));
  }

  @Test
  @Tag("endurance")
  void shouldGoOnAsIfNothingHadHappenedAfterManyKills() throws Exception {
    assertThat(outputs(12, Model.STREAMS)).isEqualTo(outputsOfOneBurst(13, Model.STREAMS));
  }

  @Test
  @Tag("endurance")
  void shouldNoticeStateThatIsHeldOutsideTheStore() throws Exception {
    List<Output> killed = outputs(2, Model.OUTSIDE);
    List<Output> whole = outputsOfOneBurst(3, Model.OUTSIDE);

    assertThat(whole).isEqualTo(outputsOfOneBurst(3, Model.STREAMS));
    assertThat(killed).hasSameSizeAs(whole).isNotEqualTo(whole);
  }

  private List<Output> outputsOfOneBurst(int bursts, Model model) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Path settings = settings(cluster, model, "whole-" + model);
      try (Child child = Child.start(settings, directory.resolve("child.log"))) {
        send(client, 0, bursts * BURST);
        client.awaitAnswer(bursts * BURST - 1);
        child.kill();
      }
      return outputs(client);
    }
  }

  /** Kills the application so many times, somewhere in a burst of events, and reads the rest. */
  private List<Output> outputs(int kills, Model model) throws Exception {
    Random random = new Random(SEED);
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Path settings = settings(cluster, model, "killed-" + model);
      int sent = 0;
      for (int kill = 0; kill < kills; kill++) {
        try (Child child = Child.start(settings, directory.resolve("child.log"))) {
          sent += send(client, sent, BURST);
          client.await(Client.OUTPUT, sent - 1 - random.nextInt(BURST / 2));
          child.kill();
        }
      }
      try (Child child = Child.start(settings, directory.resolve("child.log"))) {
        sent += send(client, sent, BURST);
        client.awaitAnswer(sent - 1);
        child.kill();
      }
      return outputs(client);
    }
  }

  private static List<Output> outputs(Client client) {
    List<Output> outputs = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : client.read(Client.OUTPUT)) {
      outputs.add(
          new Output(Arrays.toString(record.key()), record.timestamp(), client.tagged(record)));
    }
    return outputs;
  }

  private static int send(Client client, int first, int count) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      byte[] value = client.event(PIECES[i / KEYS % PIECES.length]);
      sent.add(client.sendLater("key-" + i % KEYS, 1_700_000_000_000L + i, value));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    return count;
  }

  private Path settings(LocalCluster cluster, Model model, String name) throws IOException {
    return StreamSettingsFile.write(
        directory.resolve(name), cluster, model, Map.of(TaggingConfig.STREAM_MODE, "fragment"));
  }
}
