package io.tagstream.schemas.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small map that forgets the entry that was not asked for the longest. May be used from any
 * thread; a value is computed outside the lock, so two threads may compute the same one.
 *
 * @param <K> keys
 * @param <V> values, never null
 */
public final class BoundedCache<K, V> {

  private final Map<K, V> entries;

  /**
   * @param capacity most entries kept, at least 1
   */
  public BoundedCache(int capacity) {
    this.entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
          }
        };
  }

  /** The value of a key, computed if it is not there; nothing is kept if the computation throws. */
  public V get(K key, Function<K, V> compute) {
    V known = peek(key);
    if (known != null) {
      return known;
    }
    V computed = compute.apply(key);
    put(key, computed);
    return computed;
  }

  /** The value of a key if it is there. */
  public @Nullable V peek(K key) {
    synchronized (entries) {
      return entries.get(key);
    }
  }

  /** Keeps a value. */
  public void put(K key, V value) {
    synchronized (entries) {
      entries.put(key, value);
    }
  }

  /** Forgets one entry. */
  public void remove(K key) {
    synchronized (entries) {
      entries.remove(key);
    }
  }
}
