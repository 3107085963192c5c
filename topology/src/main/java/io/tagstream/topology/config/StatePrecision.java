package io.tagstream.topology.config;

import java.util.Locale;

/** How exactly the numbers of a stream's state are kept; {@code tagstream.state.precision}. */
public enum StatePrecision {
  /** 32 bits a number: nothing is lost. */
  FLOAT,
  /** 16 bits a number: half the size, and tags may differ now and then. */
  HALF;

  static StatePrecision fromConfigName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
