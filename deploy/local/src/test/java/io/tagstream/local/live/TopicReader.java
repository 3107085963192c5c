package io.tagstream.local.live;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed on topics, from the beginning. Belongs to one thread. */
final class TopicReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param partitions of each topic
   */
  TopicReader(Map<String, Object> client, int partitions, String... topics) {
    Map<String, Object> settings = new TreeMap<>(client);
    settings.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all =
        Arrays.stream(topics)
            .flatMap(
                topic ->
                    IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Waits a little for more. */
  void poll(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.poll(patience).forEach(reader);
  }

  /** Reads all that there is now. */
  void readAll(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer
        .endOffsets(consumer.assignment())
        .forEach(
            (partition, end) -> {
              while (consumer.position(partition) < end) {
                poll(Duration.ofMillis(100), reader);
              }
            });
  }

  @Override
  public void close() {
    consumer.close();
  }
}
