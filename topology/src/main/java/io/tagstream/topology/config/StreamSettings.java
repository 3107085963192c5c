package io.tagstream.topology.config;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How texts of a key belong together, and how what is remembered of them is kept. Immutable.
 *
 * @param mode what an event is
 * @param rightContext tokens after a token that are read again with every event; empty for what the
 *     model was trained for
 * @param delay how many tokens must follow the first one of a span before it is said; a span that
 *     has been said grows at once
 * @param modelChange what becomes of a stream when another model comes into force
 * @param allowDuplicates whether a text may be applied twice after a failure
 * @param timeToLive how long after its last event a stream is remembered, in event time
 * @param store where states are kept
 * @param caching whether only the last state of a key between two commits goes to the changelog
 * @param precision how exactly states are kept
 */
public record StreamSettings(
    StreamMode mode,
    OptionalInt rightContext,
    int delay,
    ModelChange modelChange,
    boolean allowDuplicates,
    Duration timeToLive,
    StateStorage store,
    boolean caching,
    StatePrecision precision) {

  /**
   * Reads the settings of streams alone, whatever else is among the settings.
   *
   * @throws ConfigException if one of them is wrong
   */
  public static StreamSettings of(Map<String, ?> settings) {
    return of(new AbstractConfig(StreamDefinition.all(), settings, false));
  }

  static StreamSettings of(AbstractConfig config) {
    StreamMode mode = StreamMode.fromConfigName(config.getString(TaggingConfig.STREAM_MODE));
    int rightContext = config.getInt(TaggingConfig.STREAM_RIGHT_CONTEXT);
    int delay = config.getInt(TaggingConfig.STREAM_DELAY);
    if (delay > 0 && mode != StreamMode.FRAGMENT) {
      throw new ConfigException(
          TaggingConfig.STREAM_DELAY,
          delay,
          "expected 0, because only %s=%s says tags that it may take back, found %s"
              .formatted(
                  TaggingConfig.STREAM_MODE, StreamMode.FRAGMENT.configName(), mode.configName()));
    }
    return new StreamSettings(
        mode,
        rightContext < 0 ? OptionalInt.empty() : OptionalInt.of(rightContext),
        delay,
        ModelChange.fromConfigName(config.getString(TaggingConfig.STREAM_MODEL_CHANGE)),
        config.getBoolean(TaggingConfig.STREAM_ALLOW_DUPLICATES),
        Duration.parse(config.getString(TaggingConfig.STATE_TTL)),
        StateStorage.fromConfigName(config.getString(TaggingConfig.STATE_STORE)),
        config.getBoolean(TaggingConfig.STATE_CACHING),
        StatePrecision.fromConfigName(config.getString(TaggingConfig.STATE_PRECISION)));
  }

  /**
   * Refuses to keep states where a failure may apply a text twice.
   *
   * @param application all settings of the application
   * @throws ConfigException if {@code processing.guarantee} is not {@code exactly_once_v2}, which
   *     it is not where it is missing, and nobody allowed duplicates
   */
  public void requireExactlyOnce(Map<String, ?> application) {
    Object guarantee = application.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
    if (mode.keepsState()
        && !allowDuplicates
        && !StreamsConfig.EXACTLY_ONCE_V2.equals(String.valueOf(guarantee))) {
      throw new ConfigException(
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          guarantee,
          "expected %s with %s=%s: after a failure, a text would be applied to its stream twice. Set it, or %s=true to put up with that"
              .formatted(
                  StreamsConfig.EXACTLY_ONCE_V2,
                  TaggingConfig.STREAM_MODE,
                  mode.configName(),
                  TaggingConfig.STREAM_ALLOW_DUPLICATES));
    }
  }
}
