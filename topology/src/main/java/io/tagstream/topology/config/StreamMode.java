package io.tagstream.topology.config;

import java.util.Locale;

/** How the texts of a key belong together; {@code tagstream.stream.mode}. */
public enum StreamMode {
  /** Every text stands on its own. */
  NONE,
  /** Each text is whole, say a turn of a conversation; the model knows those before it. */
  UTTERANCE,
  /** Texts are pieces of one running text; what was said may be taken back. */
  FRAGMENT;

  /** Returns the mode as it is written in a configuration file. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether something is remembered from one text of a key to the next. */
  public boolean keepsState() {
    return this != NONE;
  }

  static StreamMode fromConfigName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
