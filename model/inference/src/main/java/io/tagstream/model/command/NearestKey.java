package io.tagstream.model.command;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** Finds the configuration key a user probably meant: the one with the smallest edit distance. */
public final class NearestKey {
  private NearestKey() {}

  /**
   * Returns the nearest of {@code keys}; of several equally near ones the first in the alphabet.
   *
   * @param keys at least one
   */
  public static String to(String found, Collection<String> keys) {
    return keys.stream()
        .min(
            Comparator.<String>comparingInt(key -> editDistance(found, key))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Levenshtein's distance, row by row (Wagner and Fischer 1974). */
  static int editDistance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    Arrays.setAll(previous, column -> column);
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int substitution = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                previous[column - 1] + substitution,
                1 + Math.min(previous[column], current[column - 1]));
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
