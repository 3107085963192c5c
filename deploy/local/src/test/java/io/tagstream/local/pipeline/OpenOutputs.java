package io.tagstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The outputs, whether their transaction was committed, aborted or is open. */
final class OpenOutputs implements AutoCloseable {
  /** How long a test waits for what must come; reached only if it fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TopicPartition partition = new TopicPartition(Client.OUTPUT, 0);
  private final KafkaConsumer<byte[], byte[]> consumer;

  OpenOutputs(Map<String, Object> settings) {
    Map<String, Object> uncommitted = new TreeMap<>(settings);
    uncommitted.put("isolation.level", "read_uncommitted");
    consumer =
        new KafkaConsumer<>(uncommitted, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
  }

  /** Returns the offset after all that is written. */
  long end() {
    return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** Waits until some number of outputs has been written from an offset on. */
  void await(long begin, int count) {
    consumer.seek(partition, begin);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int seen = 0;
    while (seen < count && System.nanoTime() < deadline) {
      seen += consumer.poll(Duration.ofMillis(100)).count();
    }
    assertThat(seen).as("outputs from " + begin + " on").isGreaterThanOrEqualTo(count);
  }

  /** Returns the offsets of all outputs. */
  SortedSet<Long> offsets() {
    SortedSet<Long> offsets = new TreeSet<>();
    long end = end();
    consumer.seek(partition, 0);
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        offsets.add(record.offset());
      }
    }
    return offsets;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
