package io.tagstream.local.bench;

import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;

/** What is promised after a failure. */
public enum Guarantee {
  /** Nothing is lost, nothing is doubled. */
  EXACTLY_ONCE(StreamsConfig.EXACTLY_ONCE_V2),
  /** Nothing is lost. */
  AT_LEAST_ONCE(StreamsConfig.AT_LEAST_ONCE);

  private final String configName;

  Guarantee(String configName) {
    this.configName = configName;
  }

  /** Returns the value of {@code processing.guarantee}. */
  public String configName() {
    return configName;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
