package io.tagstream.topology.speculation;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a {@link Speculator}, which it finds among the settings of its consumer, what was polled.
 * Called by the stream thread of the consumer. The records pass unchanged, and no store is touched
 * here: a failure of a store would be swallowed by the consumer.
 */
public final class SpeculationInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  private static final Logger log = LoggerFactory.getLogger(SpeculationInterceptor.class);

  private @Nullable Speculator speculator;
  private boolean saidThatItFails;

  @Override
  public void configure(Map<String, ?> settings) {
    if (settings.get(Speculator.CONFIG) instanceof Speculator found) {
      speculator = found;
      found.opened();
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (speculator != null) {
      try {
        speculator.polled(records);
      } catch (RuntimeException failure) {
        if (!saidThatItFails) {
          saidThatItFails = true;
          log.warn("Polled records are not tagged ahead: slower, but harmless", failure);
        }
      }
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {
    if (speculator != null) {
      speculator.closed();
      speculator = null;
    }
  }
}
