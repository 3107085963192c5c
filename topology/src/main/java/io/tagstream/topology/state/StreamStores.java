package io.tagstream.topology.state;

import io.tagstream.topology.config.StreamSettings;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes the store of streams as it is configured. */
public final class StreamStores {
  /** Name of the store; its changelog is named after it. */
  public static final String NAME = "stream-state";

  private StreamStores() {}

  /** Returns the one store, or none if nothing is remembered of a key. */
  public static Set<StoreBuilder<?>> of(StreamSettings settings) {
    if (!settings.mode().keepsState()) {
      return Set.of();
    }
    StoreBuilder<?> store =
        Stores.keyValueStoreBuilder(storage(settings), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingEnabled(Map.of());
    return Set.of(settings.caching() ? store.withCachingEnabled() : store.withCachingDisabled());
  }

  private static KeyValueBytesStoreSupplier storage(StreamSettings settings) {
    return switch (settings.store()) {
      case ROCKSDB -> Stores.persistentKeyValueStore(NAME);
      case MEMORY -> Stores.inMemoryKeyValueStore(NAME);
    };
  }
}
