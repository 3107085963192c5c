package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.pipeline.Pipeline.Model;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The memory of an application that tags ahead, over millions of events. Prints what it measures;
 * {@code -Dtagstream.test.events=200000} asks for fewer events, about whose memory nothing is
 * required.
 */
@Tag("endurance")
class MemoryIT {
  private static final int ALL = 10_000_000;
  private static final int EVENTS = Integer.getInteger("tagstream.test.events", ALL);

  /**
   * A small one, so that so many events take less than an hour; its sessions are as any other's.
   */
  private static final Model MODEL =
      Model.valueOf(System.getProperty("tagstream.test.model", Model.STREAMS.name()));

  /** Events sent and not answered yet, at most: several times what an application polls. */
  private static final int AHEAD = 20_000;

  /** How long the test waits for the next answer; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Pattern USED = Pattern.compile("garbage-first heap .* used (\\d+)K");

  private final Path directory;

  MemoryIT(@TempDir Path directory) {
    this.directory = directory;
  }

  /**
   * Memory of the application when it has answered all it was sent.
   *
   * @param residentMib what Linux counts, in MiB
   * @param liveMib what is left on the heap by a full collection, in MiB
   */
  private record Memory(long residentMib, long liveMib) {}

  @Test
  void shouldTakeNoMoreMemoryAfterTenMillionEvents() throws Exception {
    List<Memory> measured = new ArrayList<>();
    Figures figures = new Figures();
    try (LocalCluster cluster = LocalCluster.start(LocalCluster.Options.temporary());
        Client client = new Client(cluster.clientSettings())) {
      makeTopics(cluster);
      try (Child child = Child.start(settings(cluster), log(), options());
          KafkaConsumer<byte[], byte[]> answers = answers(cluster)) {
        int answered = 0;
        for (int events : List.of(EVENTS / 10, EVENTS / 2, EVENTS)) {
          answer(client, answers, answered, events);
          answered = events;
          measured.add(measure(child, events));
        }
        child.addFiguresTo(figures);
        child.end();
      }
      assertThat(client.read(Client.DEAD)).isEmpty();
    }
    // Most must have been answered from what was made ahead: that is whose memory is looked at.
    assertThat(figures.used()).isGreaterThan(9L * (EVENTS / 10));
    if (EVENTS >= ALL) {
      assertFlat(measured.get(1), measured.get(2));
    }
  }

  /**
   * All that is kept for long is full after half of the events: caches of words, of records and of
   * RocksDB's blocks (50 MiB, which one million events do not fill), and the code that is compiled.
   * What leaks, leaks with every event: ten bytes lost an event are 48 MiB over the other half. A
   * twentieth is what allocators and the compiler need to be different every time.
   */
  private static void assertFlat(Memory before, Memory after) {
    assertThat(after.residentMib()).isLessThanOrEqualTo((long) (1.05 * before.residentMib()));
    assertThat(after.liveMib()).isLessThanOrEqualTo((long) (1.05 * before.liveMib()));
  }

  /** Sends events, and waits until each has an answer. */
  private static void answer(
      Client client, KafkaConsumer<byte[], byte[]> answers, int from, int until) throws Exception {
    int sent = from;
    int answered = from;
    long began = System.nanoTime();
    long progress = began;
    Future<RecordMetadata> last = null;
    while (answered < until && System.nanoTime() - progress < PATIENCE.toNanos()) {
      for (; sent < Math.min(until, answered + AHEAD); sent++) {
        last = client.sendLater(MemoryInput.record(client, sent));
      }
      int count = answers.poll(Duration.ofMillis(100)).count();
      answered += count;
      progress = count > 0 ? System.nanoTime() : progress;
    }
    if (last != null) {
      last.get();
    }
    assertThat(answered).as("answers").isEqualTo(until);
    say("%,.0f events a second", (until - from) / ((System.nanoTime() - began) / 1e9));
  }

  private static Memory measure(Child child, int events) throws Exception {
    jcmd(child, "GC.run");
    Matcher used = USED.matcher(jcmd(child, "GC.heap_info"));
    assertThat(used.find()).isTrue();
    Memory memory = new Memory(child.residentMib(), Long.parseLong(used.group(1)) >> 10);
    say(
        "after %,d events: resident %,d MiB, of which %,d MiB live on the heap",
        events, memory.residentMib(), memory.liveMib());
    return memory;
  }

  /** Asks the JVM of the application. */
  private static String jcmd(Child child, String question) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(child.pid()),
                question)
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(answer).isZero();
    return answer;
  }

  /** All of the heap is taken at the start: what grows then has another reason than its size. */
  private static List<String> options() {
    return List.of("-XX:+UseG1GC", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
  }

  /** What has been answered is deleted, so that no disk fills up. */
  private static void makeTopics(LocalCluster cluster) throws Exception {
    List<NewTopic> topics =
        Stream.of(Client.INPUT, Client.OUTPUT)
            .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
            .map(topic -> topic.configs(retention("")))
            .toList();
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      admin.createTopics(topics).all().get();
    }
  }

  private static Map<String, String> retention(String prefix) {
    return Map.of(
        prefix + "cleanup.policy", "delete",
        prefix + "segment.bytes", Integer.toString(64 << 20),
        prefix + "retention.bytes", Integer.toString(256 << 20));
  }

  private Path settings(LocalCluster cluster) throws IOException {
    // The state is never restored here, so its changelog may be deleted, too.
    Map<String, String> settings = new HashMap<>(retention("topic."));
    settings.put(TaggingConfig.STREAM_MODE, "utterance");
    settings.put(TaggingConfig.STATE_STORE, System.getProperty("tagstream.test.store", "rocksdb"));
    settings.put("producer.transaction.timeout.ms", "60000");
    return ChildSettings.write(directory, cluster, MODEL, settings);
  }

  private static KafkaConsumer<byte[], byte[]> answers(LocalCluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
    settings.put("isolation.level", "read_committed");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partition = List.of(new TopicPartition(Client.OUTPUT, 0));
    consumer.assign(partition);
    consumer.seekToBeginning(partition);
    return consumer;
  }

  private Path log() {
    return directory.resolve("child.log");
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is on no class path here
  private static void say(String format, Object... values) {
    System.out.println("[memory] " + format.formatted(values));
  }
}
