package io.tagstream.topology.config;

import java.util.Locale;

/** Where an instance keeps the states of streams; {@code tagstream.state.store}. */
public enum StateStorage {
  /** On disk, with caches in memory. */
  ROCKSDB,
  /** All in memory; read from the changelog again at every start. */
  MEMORY;

  static StateStorage fromConfigName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
