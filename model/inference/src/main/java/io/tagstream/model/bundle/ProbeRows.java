package io.tagstream.model.bundle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that show whether batches change what a model says: as many as a busy batch has, of many
 * lengths, so that most are padded, and one with a word that pads all others.
 */
final class ProbeRows {
  static final int COUNT = 64;

  /** Ordinary sentences are hardly longer, and all rows together are no more than one batch. */
  private static final int LONGEST = 32;

  private static final int LONG_WORD = 200;

  private ProbeRows() {}

  /**
   * Makes rows of the words of sentences.
   *
   * @param sentences what the model is known to tag, words of each
   * @param maxTokens words of the longest row
   * @return {@link #COUNT} rows or, if there is no word, none
   */
  static List<List<String>> of(List<List<String>> sentences, int maxTokens) {
    List<String> words = sentences.stream().flatMap(List::stream).toList();
    if (words.isEmpty()) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(words.get(0).repeat(LONG_WORD)));
    int longest = Math.min(LONGEST, maxTokens);
    int begin = 0;
    while (rows.size() < COUNT) {
      int length = 1 + rows.size() % longest;
      rows.add(cycled(words, begin, length));
      begin += length;
    }
    return Collections.unmodifiableList(rows);
  }

  private static List<String> cycled(List<String> words, int begin, int length) {
    return IntStream.range(begin, begin + length)
        .mapToObj(i -> words.get(i % words.size()))
        .toList();
  }
}
