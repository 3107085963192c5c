package io.tagstream.topology.config;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/** What names of routes look like. */
final class RouteNames {
  /** One byte holds the length of a name in the key of a state. */
  private static final int MOST_BYTES = 255;

  private RouteNames() {}

  static void ensureValid(String key, Object value) {
    List<?> names = (List<?>) value;
    if (!names.contains("default")) {
      throw new ConfigException(
          key, value, "expected 'default' among the routes, for records that name none");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new ConfigException(key, value, "expected every route once");
    }
    for (Object name : names) {
      int bytes = ((String) name).getBytes(StandardCharsets.UTF_8).length;
      if (bytes < 1 || bytes > MOST_BYTES) {
        throw new ConfigException(
            key,
            value,
            "expected names of 1 to %d bytes, found one of %d".formatted(MOST_BYTES, bytes));
      }
    }
  }
}
