package io.tagstream.model.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of the words that came up lately, in two generations: a word that is asked for moves to
 * the younger one, and when that is full, it becomes the older one and the words of the older one
 * are forgotten. So a word is kept at least as long as no {@code capacity} other ones came up, and
 * reading takes no lock. Safe for use by several threads at once.
 */
final class WordCache {
  private final int capacity;
  private volatile Generations generations = Generations.empty();

  private record Generations(
      ConcurrentHashMap<String, float[]> younger, ConcurrentHashMap<String, float[]> older) {
    static Generations empty() {
      return new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  /**
   * Makes an empty cache.
   *
   * @param capacity words of a generation; up to twice as many are held
   */
  WordCache(int capacity) {
    this.capacity = capacity;
  }

  /** Returns the vector of a word, or {@code null} if it is not held; do not change it. */
  float @Nullable [] get(String word) {
    Generations now = generations;
    float[] vector = now.younger.get(word);
    if (vector != null) {
      return vector;
    }
    vector = now.older.get(word);
    if (vector != null) {
      put(word, vector);
    }
    return vector;
  }

  /** Holds the vector of a word. */
  void put(String word, float[] vector) {
    if (generations.younger.size() >= capacity) {
      age();
    }
    generations.younger.put(word, vector);
  }

  /** Whoever comes second finds an empty generation, and leaves it as it is. */
  private synchronized void age() {
    Generations now = generations;
    if (now.younger.size() >= capacity) {
      generations = new Generations(new ConcurrentHashMap<>(), now.younger);
    }
  }

  /** Returns the words, those of the older generation first. */
  List<String> words() {
    Generations now = generations;
    List<String> words = new ArrayList<>();
    now.older.keySet().stream().filter(word -> !now.younger.containsKey(word)).forEach(words::add);
    words.addAll(now.younger.keySet());
    return words;
  }

  /** Returns how many words are held, those of both generations twice. */
  int size() {
    Generations now = generations;
    return now.younger.size() + now.older.size();
  }
}
