package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application is killed again and again while texts come in; in the end every text has been
 * answered once, in order. The same application at at-least-once fails this check, so the check can
 * fail.
 */
class KilledIT {
  private static final long SEED = 20261121;
  private static final int BURST = 400;

  private final Path directory;

  KilledIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldLoseAndDoubleNothing() throws Exception {
    assertThat(sourcesAfterKills(2, "exactly_once_v2"))
        .containsExactlyElementsOf(offsets(2 * BURST + BURST));
  }

  @Test
  @Tag("endurance")
  void shouldLoseAndDoubleNothingInManyKills() throws Exception {
    assertThat(sourcesAfterKills(20, "exactly_once_v2"))
        .containsExactlyElementsOf(offsets(20 * BURST + BURST));
  }

  @Test
  @Tag("endurance")
  void shouldNoticeWhatAtLeastOnceDoubles() throws Exception {
    List<Long> sources = sourcesAfterKills(4, "at_least_once");

    assertThat(sources).containsAll(offsets(4 * BURST + BURST));
    assertThat(sources).hasSizeGreaterThan(5 * BURST);
  }

  /** Returns the offsets of the inputs that were answered, in the order of the answers. */
  private List<Long> sourcesAfterKills(int kills, String guarantee) throws Exception {
    Random random = new Random(SEED);
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Path settings = settings(cluster, guarantee);
      int sent = 0;
      for (int kill = 0; kill < kills; kill++) {
        try (Child child = Child.start(settings, directory.resolve("child.log"))) {
          sent += send(client, sent, BURST);
          // Killed somewhere in the burst: after some of its texts were answered.
          client.await(Client.OUTPUT, sent - 1 - random.nextInt(BURST / 2));
          child.kill();
        }
      }
      try (Child child = Child.start(settings, directory.resolve("child.log"))) {
        sent += send(client, sent, BURST);
        client.awaitAnswer(sent - 1);
        child.kill();
      }
      List<Long> sources = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> output : client.read(Client.OUTPUT)) {
        sources.add(client.tagged(output).getSource().getOffset());
      }
      return sources;
    }
  }

  private static int send(Client client, int first, int count) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      sent.add(client.sendLater("key-" + i % 7, client.event("text " + i + " from Oslo")));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    return count;
  }

  private static List<Long> offsets(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private Path settings(LocalCluster cluster, String guarantee) throws IOException {
    return ChildSettings.write(
        directory, cluster, Model.CITIES, Map.of("processing.guarantee", guarantee));
  }
}
