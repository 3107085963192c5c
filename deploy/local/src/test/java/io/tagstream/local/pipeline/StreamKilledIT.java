package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application that reads streams is killed again and again, with outputs written that are not
 * committed. Its output is, record by record, that of one nobody killed: state, offset and output
 * are committed together, and what is tagged ahead is what is tagged in its turn. One that holds
 * its state outside the store fails this check, so the check can fail.
 */
class StreamKilledIT {
  private static final long SEED = 20261121;
  private static final int BURST = 300;

  /** Longer than the rest of a burst takes, so that it is killed in the middle of a transaction. */
  private static final String COMMIT_INTERVAL_MS = "500";

  private final Path directory;

  StreamKilledIT(@TempDir Path directory) {
    this.directory = directory;
  }

  /** All that an output says. */
  private record Output(String key, long timestamp, TaggedText value) {
    StreamPosition position() {
      return value.getStream();
    }
  }

  /**
   * What became of the input.
   *
   * @param outputs the committed ones, in order
   * @param rejected offsets of the inputs that became dead letters, in order
   */
  private record Answers(List<Output> outputs, List<Long> rejected) {}

  /**
   * What became of the input of an application that was killed.
   *
   * @param openKills kills after which outputs were found that were never committed
   * @param figures what became of answers made ahead
   */
  private record Killed(Answers answers, long openKills, Figures figures) {}

  @Test
  void shouldGoOnAsIfNothingHadHappened() throws Exception {
    Answers whole = whole(3, Model.STREAMS);
    Killed killed = killed(2, Model.STREAMS);

    assertThat(killed.answers()).as("seed " + SEED).isEqualTo(whole);
    assertThat(killed.figures().used()).isGreaterThan(BURST);
    assertThat(whole.rejected()).isNotEmpty();
    assertThat(whole.outputs()).anyMatch(output -> output.position().getGap());
    assertThat(whole.outputs().stream().map(output -> output.position().getGeneration()).distinct())
        .hasSizeGreaterThan(2 * StreamInput.KEYS);
  }

  @Test
  @Tag("endurance")
  void shouldGoOnAsIfNothingHadHappenedAfterManyKills() throws Exception {
    int kills = 12;

    Killed killed = killed(kills, Model.STREAMS);

    System.out.printf(
        "[stream killed] seed %d, %,d records, %d kills, %d in an open transaction with outputs, %s%n",
        SEED, (kills + 1) * BURST, kills, killed.openKills(), killed.figures());
    assertThat(killed.answers()).as("seed " + SEED).isEqualTo(whole(kills + 1, Model.STREAMS));
    assertThat(killed.openKills()).as("seed " + SEED).isPositive();
  }

  @Test
  @Tag("endurance")
  void shouldNoticeStateThatIsHeldOutsideTheStore() throws Exception {
    Answers killed = killed(2, Model.OUTSIDE).answers();
    Answers whole = whole(3, Model.OUTSIDE);

    assertThat(whole).isEqualTo(whole(3, Model.STREAMS));
    assertThat(killed.outputs()).hasSameSizeAs(whole.outputs()).isNotEqualTo(whole.outputs());
  }

  private Answers whole(int bursts, Model model) throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      // One by one, so that what is compared are answers made ahead and others.
      Path settings =
          settings(
              cluster, model, "whole-" + model, Map.of(TaggingConfig.SPECULATION_ENABLED, "false"));
      Figures figures = new Figures();
      finish(client, settings, 0, bursts * BURST, figures);
      assertThat(figures.all()).isEmpty();
      return answers(client);
    }
  }

  /** Kills the application so many times, somewhere in a burst of events, and reads the rest. */
  private Killed killed(int kills, Model model) throws Exception {
    Random random = new Random(SEED);
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings());
        OpenOutputs open = new OpenOutputs(cluster.clientSettings())) {
      Path settings = settings(cluster, model, "killed-" + model, Map.of());
      Figures figures = new Figures();
      List<Long> ends = new ArrayList<>();
      for (int kill = 0; kill < kills; kill++) {
        try (Child child = start(settings)) {
          ends.add(killInBurst(child, client, open, kill * BURST, random, figures));
        }
      }
      finish(client, settings, kills * BURST, BURST, figures);
      return new Killed(answers(client), openKills(ends, open, client), figures);
    }
  }

  /**
   * Sends a burst and kills when a part of it is answered for good, and some of the rest is
   * answered, but not yet for good.
   *
   * @param first number of the first event
   * @return the end of what was written
   */
  private static long killInBurst(
      Child child, Client client, OpenOutputs open, int first, Random random, Figures figures)
      throws Exception {
    int part = BURST / 3 + random.nextInt(BURST / 3);
    StreamInput.send(client, first, part);
    client.awaitAnswer(StreamInput.lastAnswered(first + part));
    child.addFiguresTo(figures);
    long committed = open.end();
    List<Future<RecordMetadata>> rest = StreamInput.sendLater(client, first + part, BURST - part);
    open.await(committed, 1 + random.nextInt(BURST / 4));
    child.kill();
    for (Future<RecordMetadata> each : rest) {
      each.get();
    }
    return open.end();
  }

  private void finish(Client client, Path settings, int first, int count, Figures figures)
      throws Exception {
    try (Child child = start(settings)) {
      StreamInput.send(client, first, count);
      client.awaitAnswer(StreamInput.lastAnswered(first + count));
      child.addFiguresTo(figures);
      child.kill();
    }
  }

  /** An output that a transaction has written but not committed stays in the log. */
  private static long openKills(List<Long> ends, OpenOutputs open, Client client) {
    SortedSet<Long> aborted = open.offsets();
    client.read(Client.OUTPUT).forEach(record -> aborted.remove(record.offset()));
    long before = 0;
    long found = 0;
    for (long end : ends) {
      found += aborted.subSet(before, end).isEmpty() ? 0 : 1;
      before = end;
    }
    return found;
  }

  private static Answers answers(Client client) {
    List<Output> outputs = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : client.read(Client.OUTPUT)) {
      outputs.add(
          new Output(Arrays.toString(record.key()), record.timestamp(), client.tagged(record)));
    }
    List<Long> rejected =
        client.read(Client.DEAD).stream()
            .map(record -> client.dead(record).getSource().getOffset())
            .toList();
    return new Answers(outputs, rejected);
  }

  private Child start(Path settings) throws IOException {
    return Child.start(settings, directory.resolve("child.log"));
  }

  private Path settings(LocalCluster cluster, Model model, String name, Map<String, String> more)
      throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put(TaggingConfig.STREAM_MODE, "fragment");
    settings.put("commit.interval.ms", COMMIT_INTERVAL_MS);
    return ChildSettings.write(directory.resolve(name), cluster, model, settings);
  }
}
