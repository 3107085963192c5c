package io.tagstream.model.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What an encoder computed of the words that came up lately, in two generations: a word that is
 * asked for moves to the younger one, and when that is full, it becomes the older one and the words
 * of the older one are forgotten. So a word is kept at least as long as no {@code capacity} other
 * ones came up, and reading takes no lock. Safe for use by several threads at once.
 */
public final class WordCache<V> {
  private final int capacity;
  private volatile Generations<V> generations =
      new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

  private record Generations<V>(
      ConcurrentHashMap<String, V> younger, ConcurrentHashMap<String, V> older) {}

  /**
   * Makes an empty cache.
   *
   * @param capacity words of a generation; up to twice as many are held
   */
  public WordCache(int capacity) {
    this.capacity = capacity;
  }

  /** Returns what is held of a word, or {@code null}; do not change it. */
  public @Nullable V get(String word) {
    Generations<V> now = generations;
    V value = now.younger.get(word);
    if (value != null) {
      return value;
    }
    value = now.older.get(word);
    if (value != null) {
      put(word, value);
    }
    return value;
  }

  /** Holds what was computed of a word. */
  public void put(String word, V value) {
    if (generations.younger.size() >= capacity) {
      age();
    }
    generations.younger.put(word, value);
  }

  /** Whoever comes second finds an empty generation, and leaves it as it is. */
  private synchronized void age() {
    Generations<V> now = generations;
    if (now.younger.size() >= capacity) {
      generations = new Generations<>(new ConcurrentHashMap<>(), now.younger);
    }
  }

  /** Returns the words, those of the older generation first. */
  public List<String> words() {
    Generations<V> now = generations;
    List<String> words = new ArrayList<>();
    now.older.keySet().stream().filter(word -> !now.younger.containsKey(word)).forEach(words::add);
    words.addAll(now.younger.keySet());
    return words;
  }

  /** Returns how many words are held, those of both generations twice. */
  public int size() {
    Generations<V> now = generations;
    return now.younger.size() + now.older.size();
  }
}
