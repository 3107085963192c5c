package io.tagstream.local.demo;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the topology writes, committed records alone, as any consumer of these topics would.
 * Belongs to one thread.
 */
final class OutputReader implements AutoCloseable {
  private final SpecificAvroSerde<TaggedText> tagged = new SpecificAvroSerde<>(TaggedText.class);
  private final SpecificAvroSerde<DeadLetter> dead = new SpecificAvroSerde<>(DeadLetter.class);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TaggingConfig config;

  /** What is done with the records. */
  interface Listener {
    void tagged(ConsumerRecord<byte[], byte[]> from, TaggedText text);

    void dead(ConsumerRecord<byte[], byte[]> from, DeadLetter letter);
  }

  /** Makes a reader of the records that are written from now on. */
  OutputReader(Map<String, Object> clientSettings, TaggingConfig config) {
    this.config = config;
    tagged.configure(clientSettings, /* isKey= */ false);
    dead.configure(clientSettings, /* isKey= */ false);
    Map<String, Object> settings = new TreeMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(config.outputTopic(), config.deadLetterTopic())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // Seeking is lazy: what is written before the first poll must not be skipped.
    partitions.forEach(consumer::position);
  }

  /** Waits for records up to {@code patience} and hands them over. */
  void poll(Duration patience, Listener listener) {
    for (ConsumerRecord<byte[], byte[]> each : consumer.poll(patience)) {
      if (each.topic().equals(config.outputTopic())) {
        TaggedText text =
            tagged.deserializer().deserialize(each.topic(), each.headers(), each.value());
        listener.tagged(each, text);
      } else {
        DeadLetter letter =
            dead.deserializer().deserialize(each.topic(), each.headers(), each.value());
        listener.dead(each, letter);
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
    tagged.close();
    dead.close();
  }
}
