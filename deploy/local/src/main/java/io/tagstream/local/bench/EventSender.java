package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a topic. Events of a key go to the partition that is the key's, those without
 * one to each in turn. Belongs to one thread.
 */
public final class EventSender implements AutoCloseable {
  private final SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>(TextEvent.class);
  private final KafkaProducer<byte[], TextEvent> producer;
  private final String topic;
  private final int partitions;
  private long sent;
  private volatile @Nullable Exception failure;

  /**
   * Makes a sender.
   *
   * @param client where the cluster is, how to log in and what else its producer is to have
   */
  public EventSender(Map<String, Object> client, String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    Map<String, Object> settings = new TreeMap<>(client);
    // An event leaves when it is due, unless the caller would have it wait for others.
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "bench-generator");
    serde.configure(settings, /* isKey= */ false);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), serde.serializer());
  }

  /**
   * Sends an event, and does not wait.
   *
   * @param timestamp of the record, in milliseconds since the epoch
   */
  public void send(BenchEvent event, long timestamp) {
    String key = event.key();
    Integer partition = key == null ? (int) (sent % partitions) : null;
    sent++;
    // The callback hears of what becomes of it.
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(
                topic,
                partition,
                timestamp,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                TextEvent.newBuilder().setText(event.text()).build()),
            (metadata, problem) -> {
              if (problem != null) {
                failure = problem;
              }
            });
  }

  /**
   * Waits until the broker has all that was sent.
   *
   * @throws CommandException if it refused any
   */
  public void flush() {
    producer.flush();
    Exception found = failure;
    if (found != null) {
      throw new CommandException(
          "Events could not be written to %s: %s".formatted(topic, found.getMessage()), found);
    }
  }

  @Override
  public void close() {
    producer.close();
    serde.close();
  }
}
