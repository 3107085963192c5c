package io.tagstream.topology.config;

import java.util.Locale;

/**
 * What becomes of a stream when another model comes into force; {@code
 * tagstream.stream.model.change}.
 */
public enum ModelChange {
  /** The new model reads the text that is kept of the stream, and goes on from there. */
  REENCODE,
  /** The stream begins anew. */
  RESET;

  /** Returns the name as it is written in a configuration file. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ModelChange fromConfigName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
