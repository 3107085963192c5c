package io.tagstream.local.bench;

import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what an application has written, once it has written all. */
final class OutputTopics {
  private static final Duration POLL = Duration.ofMillis(200);

  private OutputTopics() {}

  /**
   * Reads all that an application has committed.
   *
   * @param client where the cluster is and how to log in
   * @throws CommandException if {@link Outputs} refuses one
   */
  static Outputs read(Map<String, Object> client, TaggingConfig config) {
    Map<String, Object> settings = new TreeMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    try (SpecificAvroSerde<TaggedText> serde = new SpecificAvroSerde<>(TaggedText.class);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      serde.configure(client, /* isKey= */ false);
      Set<TopicPartition> open = partitions(consumer, config);
      consumer.assign(open);
      consumer.seekToBeginning(open);
      Map<TopicPartition, Long> ends = consumer.endOffsets(open);
      Outputs outputs = new Outputs(config, serde);
      while (!open.isEmpty()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          outputs.add(record);
        }
        open.removeIf(each -> consumer.position(each) >= ends.getOrDefault(each, 0L));
      }
      return outputs;
    }
  }

  private static Set<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, TaggingConfig config) {
    Set<TopicPartition> partitions = new HashSet<>();
    Stream.of(config.outputTopic(), config.deadLetterTopic())
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    return partitions;
  }
}
