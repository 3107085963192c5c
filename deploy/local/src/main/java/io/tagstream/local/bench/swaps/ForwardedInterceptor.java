package io.tagstream.local.bench.swaps;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link LatencyRecorder}, found among the settings of its producer, when an outcome was
 * handed over; records of changelogs are none. Called by the stream thread; the records pass
 * unchanged. Public because Kafka makes it.
 */
public final class ForwardedInterceptor implements ProducerInterceptor<byte[], byte[]> {
  /** The setting of the producer that holds the names of the topics of outcomes, as a set. */
  static final String TOPICS = "bench.latency.topics";

  private @Nullable LatencyRecorder recorder;
  private Set<?> topics = Set.of();

  @Override
  public void configure(Map<String, ?> settings) {
    if (settings.get(LatencyRecorder.CONFIG) instanceof LatencyRecorder found
        && settings.get(TOPICS) instanceof Set<?> names) {
      recorder = found;
      topics = names;
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    if (recorder != null && topics.contains(record.topic())) {
      recorder.forwarded();
    }
    return record;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {}

  @Override
  public void close() {}
}
