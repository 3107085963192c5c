package io.tagstream.topology.config;

import java.util.Locale;

/** How the values of the input topics are written; {@code tagstream.input.format}. */
public enum InputFormat {
  /** A {@code TextEvent} in the schema registry's wire format, read by the configured serde. */
  AVRO,
  /** A JSON document in UTF-8 with the text in one of its fields. */
  JSON,
  /** The text itself in UTF-8. */
  TEXT;

  /** Returns the format as it is written in a configuration file: {@code avro}, {@code json}. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static InputFormat fromConfigName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
