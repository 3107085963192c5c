package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.SourceCoordinates;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What an application has made of its input so far: tagged texts and dead letters, as bytes. */
final class Outcomes implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * Tagged text or dead letter, byte for byte.
   *
   * @param offset of the input
   * @param timestamp in milliseconds since the epoch; -1 for a dead letter, which may be stamped by
   *     the clock
   */
  private record Outcome(
      long offset,
      @Nullable ByteBuffer key,
      long timestamp,
      List<Map.Entry<String, ByteBuffer>> headers,
      ByteBuffer value) {

    /** The letters among the bytes can be read. */
    @Override
    public String toString() {
      return offset + ": " + StandardCharsets.UTF_8.decode(value.duplicate());
    }
  }

  private final Client client;
  private final String deadLetters;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** In the order they were read in, by kind and partition of the input; keyless ones apart. */
  private final Map<String, List<Outcome>> lines = new TreeMap<>();

  private int count;

  /**
   * @param client reads values
   * @param isolation {@code read_committed} or {@code read_uncommitted}
   */
  Outcomes(
      Map<String, Object> settings,
      Client client,
      String isolation,
      String taggedTexts,
      String deadLetters) {
    this.client = client;
    this.deadLetters = deadLetters;
    Map<String, Object> reading = new TreeMap<>(settings);
    reading.put("isolation.level", isolation);
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    // Not asked of the broker, which may not know yet of topics that were just made.
    List<TopicPartition> partitions =
        IntStream.range(0, Trial.PARTITIONS)
            .boxed()
            .flatMap(
                partition ->
                    Stream.of(taggedTexts, deadLetters)
                        .map(topic -> new TopicPartition(topic, partition)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Returns how many have been read. */
  int count() {
    return count;
  }

  /** Waits a little for more. */
  void poll() {
    consumer.poll(POLL).forEach(this::add);
  }

  /** Reads all that there is now. */
  void readAll() {
    consumer
        .endOffsets(consumer.assignment())
        .forEach(
            (partition, end) -> {
              while (consumer.position(partition) < end) {
                poll();
              }
            });
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    boolean dead = record.topic().equals(deadLetters);
    SourceCoordinates source =
        dead ? client.dead(record).getSource() : client.tagged(record).getSource();
    List<Map.Entry<String, ByteBuffer>> headers = new ArrayList<>();
    for (Header header : record.headers()) {
      headers.add(Map.entry(header.key(), ByteBuffer.wrap(header.value())));
    }
    String line =
        "%s of partition %d%s"
            .formatted(
                dead ? "dead letters" : "tagged texts",
                source.getPartition(),
                record.key() == null ? " without a key" : "");
    lines
        .computeIfAbsent(line, name -> new ArrayList<>())
        .add(
            new Outcome(
                source.getOffset(),
                record.key() == null ? null : ByteBuffer.wrap(record.key()),
                dead ? -1 : record.timestamp(),
                headers,
                ByteBuffer.wrap(record.value())));
    count++;
  }

  /** Fails unless these are the others: the same ones, each once, in the same order. */
  void assertSameAs(Outcomes others) {
    assertThat(lines.keySet()).isEqualTo(others.lines.keySet());
    for (String line : lines.keySet()) {
      List<Outcome> found = inOrder(line);
      List<Outcome> expected = others.inOrder(line);
      for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
        // One difference is enough to read.
        assertThat(found.get(i)).as(line + ", no. " + i).isEqualTo(expected.get(i));
      }
      assertThat(found.size()).as("number of " + line).isEqualTo(expected.size());
    }
  }

  /** Records without a key are spread over partitions: their order means nothing. */
  private List<Outcome> inOrder(String line) {
    List<Outcome> outcomes = lines.getOrDefault(line, List.of());
    if (line.endsWith("without a key")) {
      outcomes.sort(Comparator.comparingLong(Outcome::offset));
    }
    return outcomes;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
