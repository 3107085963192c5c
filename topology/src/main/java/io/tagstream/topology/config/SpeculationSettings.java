package io.tagstream.topology.config;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * Whether and how texts are tagged ahead of their turn. Immutable.
 *
 * @param enabled whether they are
 * @param threads threads besides the stream threads
 * @param batchSize most texts given to the model at once
 * @param bufferBytes about how many bytes of answers may wait
 */
public record SpeculationSettings(boolean enabled, int threads, int batchSize, long bufferBytes) {

  /**
   * Reads these settings alone, whatever else is among the settings.
   *
   * @throws org.apache.kafka.common.config.ConfigException if one of them is wrong
   */
  public static SpeculationSettings of(Map<String, ?> settings) {
    return of(new AbstractConfig(SpeculationDefinition.all(), settings, false));
  }

  static SpeculationSettings of(AbstractConfig config) {
    return new SpeculationSettings(
        config.getBoolean(TaggingConfig.SPECULATION_ENABLED),
        config.getInt(TaggingConfig.SPECULATION_THREADS),
        config.getInt(TaggingConfig.SPECULATION_BATCH_SIZE),
        config.getLong(TaggingConfig.SPECULATION_BUFFER_BYTES));
  }
}
