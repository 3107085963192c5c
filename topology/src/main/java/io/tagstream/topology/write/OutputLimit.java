package io.tagstream.topology.write;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * The largest record the topology's producer accepts.
 *
 * @param bytes the smaller of {@code max.request.size} and {@code buffer.memory}
 */
public record OutputLimit(long bytes) {

  /** Reads the limit from the settings of an application, as Kafka Streams would. */
  public static OutputLimit of(Map<String, ?> settings) {
    return new OutputLimit(
        Math.min(
            longValue(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ConfigDef.Type.INT),
            longValue(settings, ProducerConfig.BUFFER_MEMORY_CONFIG, ConfigDef.Type.LONG)));
  }

  /** Returns by how many bytes a record is too large; 0 or less if it fits. */
  public long excess(byte @Nullable [] key, byte[] value, Headers headers) {
    return RecordSize.of(key, value, headers) - bytes;
  }

  private static long longValue(Map<String, ?> settings, String key, ConfigDef.Type type) {
    String prefixed = StreamsConfig.producerPrefix(key);
    Object configured = settings.containsKey(prefixed) ? settings.get(prefixed) : settings.get(key);
    Object value = configured == null ? kafkasDefault(key) : configured;
    return ((Number) ConfigDef.parseType(key, value, type)).longValue();
  }

  private static Object kafkasDefault(String key) {
    return Objects.requireNonNull(ProducerConfig.configDef().defaultValues().get(key), key);
  }
}
