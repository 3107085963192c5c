package io.tagstream.local.pipeline;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * An interceptor that is wrong on purpose: it reads the streams of what was polled as a processor
 * does, from a store with a cache. What it brings into the cache pushes something else out of it,
 * which is written here and now; if that fails, the consumer swallows the failure.
 */
public final class ReadingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
  /** Key of {@link Reading} among the settings of an application. */
  static final String CONFIG = "test.reading";

  /** What is read, and whether it is being read. */
  static final class Reading {
    /** By partition. */
    final Map<Integer, KeyValueStore<byte[], byte[]>> stores = new ConcurrentHashMap<>();

    volatile boolean now;
  }

  private @Nullable Reading reading;

  @Override
  public void configure(Map<String, ?> settings) {
    reading = (Reading) settings.get(CONFIG);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    Reading found = Objects.requireNonNull(reading);
    found.now = true;
    try {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        KeyValueStore<byte[], byte[]> store = found.stores.get(record.partition());
        if (store != null && record.key() != null) {
          byte[] unused = store.get(record.key());
        }
      }
    } finally {
      found.now = false;
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
