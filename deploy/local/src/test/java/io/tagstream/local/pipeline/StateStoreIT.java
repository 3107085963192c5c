package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the state of many streams takes: memory, disk, and time until it is restored. Prints what it
 * measures; {@code -Dtagstream.test.keys=1000000} asks for a million keys.
 */
@Tag("endurance")
class StateStoreIT {
  private static final int KEYS = Integer.getInteger("tagstream.test.keys", 20_000);
  private static final String CHANGELOG = "pipeline-stream-state-changelog";
  private static final String TEXT = "play the song ";

  private final Path directory;

  StateStoreIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldGoOnWithEveryKeyAfterAllStateWasRestored() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Path settings = settings(cluster, Map.of());
      send(client, KEYS, KEYS);
      long began = System.nanoTime();
      try (Child child = Child.start(settings, log())) {
        client.awaitCount(Client.OUTPUT, KEYS);
        say("%,d keys: %.0f events/s", KEYS, KEYS / seconds(began));
        say("resident memory %,d MiB", child.residentMib());
        child.kill();
      }
      // What the killed process has left is not to be used: another machine has nothing at all.
      delete(directory.resolve("state"));
      List<ConsumerRecord<byte[], byte[]>> restored = answerAfterRestart(client, settings, 1);
      say("state on disk %,d MiB", size(directory.resolve("state")) >> 20);
      List<ConsumerRecord<byte[], byte[]>> again = answerAfterRestart(client, settings, 2);

      assertGoesOn(client, restored.get(0), 1);
      assertGoesOn(client, again.get(0), 2);
    }
  }

  /** The first time without local state, so that Kafka Streams reads the whole changelog. */
  private List<ConsumerRecord<byte[], byte[]>> answerAfterRestart(
      Client client, Path settings, int restart) throws Exception {
    client.send("key-" + KEYS / 2, client.event(TEXT));
    long began = System.nanoTime();
    try (Child child = Child.start(settings, log())) {
      List<ConsumerRecord<byte[], byte[]>> answer = client.awaitAfter(Client.OUTPUT, KEYS, restart);
      say(
          "%s: answers after %.1f s, resident memory %,d MiB",
          restart == 1 ? "restored from the changelog" : "started again after an orderly end",
          seconds(began),
          child.residentMib());
      child.end();
      return answer;
    }
  }

  private void assertGoesOn(
      Client client, ConsumerRecord<byte[], byte[]> output, int eventsBefore) {
    TaggedText tagged = client.tagged(output);
    StreamPosition stream = Objects.requireNonNull(tagged.getStream());
    assertThat(stream.getGeneration()).isEqualTo(KEYS / 2);
    assertThat(stream.getBegin()).isEqualTo((long) eventsBefore * TEXT.length());
  }

  @Test
  void shouldWriteLessToTheChangelogWithCaching() throws Exception {
    long cached = changelogBytesOfAnEvent(true);
    long uncached = changelogBytesOfAnEvent(false);

    assertThat(cached).isPositive().isLessThan(uncached);
  }

  private long changelogBytesOfAnEvent(boolean caching) throws Exception {
    int events = 20_000;
    // Several events of a key within the commit interval: the last state of them is written.
    int keys = 20;
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      Path settings =
          settings(cluster, Map.of(TaggingConfig.STATE_CACHING, Boolean.toString(caching)));
      send(client, events, keys);
      try (Child child = Child.start(settings, log())) {
        client.awaitCount(Client.OUTPUT, events);
        child.end();
      }
      long bytes = 0;
      List<ConsumerRecord<byte[], byte[]>> changes = client.read(CHANGELOG);
      for (ConsumerRecord<byte[], byte[]> change : changes) {
        bytes += change.serializedKeySize() + change.serializedValueSize();
      }
      say(
          "caching %s: %,d bytes a state, %.2f records and %,d bytes an event",
          caching, bytes / changes.size(), (double) changes.size() / events, bytes / events);
      return bytes / events;
    }
  }

  private static void send(Client client, int events, int keys) throws Exception {
    Future<RecordMetadata> last = client.sendLater("key-0", client.event(TEXT));
    for (int i = 1; i < events; i++) {
      last = client.sendLater("key-" + i % keys, client.event(TEXT));
    }
    // Texts arrive in the order they are sent in.
    last.get();
  }

  private Path settings(LocalCluster cluster, Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put(TaggingConfig.STREAM_MODE, "fragment");
    // A busy machine may take longer for a transaction than tests otherwise allow.
    settings.put("producer.transaction.timeout.ms", "60000");
    return ChildSettings.write(directory, cluster, Model.ASSISTANT, settings);
  }

  private Path log() {
    return directory.resolve("child.log");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectories(folder);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is on no class path here
  private static void say(String format, Object... values) {
    System.out.println("[state store] " + format.formatted(values));
  }
}
