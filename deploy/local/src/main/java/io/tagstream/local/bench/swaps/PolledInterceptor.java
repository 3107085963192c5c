package io.tagstream.local.bench.swaps;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link LatencyRecorder}, found among the settings of its consumer, when records were
 * polled. Called by the stream thread; the records pass unchanged. Public because Kafka makes it.
 */
public final class PolledInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  private @Nullable LatencyRecorder recorder;

  @Override
  public void configure(Map<String, ?> settings) {
    if (settings.get(LatencyRecorder.CONFIG) instanceof LatencyRecorder found) {
      recorder = found;
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (recorder != null) {
      for (TopicPartition partition : records.partitions()) {
        List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
        recorder.polled(
            polled.get(0).offset(), polled.get(polled.size() - 1).offset(), polled.size());
      }
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
