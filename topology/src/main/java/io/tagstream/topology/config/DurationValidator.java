package io.tagstream.topology.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Accepts ISO-8601 durations that are not negative and whose milliseconds fit a {@code long}. */
final class DurationValidator implements ConfigDef.Validator {

  @Override
  public void ensureValid(String name, Object value) {
    try {
      if (Duration.parse((String) value).toMillis() >= 0) {
        return;
      }
    } catch (DateTimeParseException | ArithmeticException malformed) {
      // Said below, in the words of the user.
    }
    throw new ConfigException(
        name, value, "expected " + this + ", for example PT1H (an hour) or PT30S (30 seconds)");
  }

  @Override
  public String toString() {
    return "an ISO-8601 duration of at least PT0S";
  }
}
