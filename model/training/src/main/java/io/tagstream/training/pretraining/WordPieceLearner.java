package io.tagstream.training.pretraining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Learns word pieces from words (Schuster &amp; Nakajima 2012). It begins with characters and makes
 * one piece of two over and over, each time of those two that raise the likelihood of the words
 * most: with pieces drawn independently, two of counts a and b that stand together n times among N
 * pieces raise its logarithm by about n ln(n N / (a b)). That is their mutual information, so often
 * as they occur: n alone joins what is merely frequent, n / (a b) alone what is merely rare.
 */
final class WordPieceLearner {
  /** Characters at most; words with others are unknown. */
  private static final int MOST_CHARACTERS = 1000;

  private final int size;
  private final int minimumCount;

  /**
   * Makes a learner.
   *
   * @param size pieces at most, special ones included
   * @param minimumCount how often characters, and pieces that are joined, must occur
   */
  WordPieceLearner(int size, int minimumCount) {
    this.size = size;
    this.minimumCount = minimumCount;
  }

  /**
   * Returns the pieces: special ones, characters, joined ones in the order in which they were made.
   * The same words give the same pieces.
   *
   * @param words how often each word occurs, each of at least one character
   */
  List<String> learn(SortedMap<String, Long> words) {
    Set<Integer> characters = characters(words);
    PieceCounts counts = new PieceCounts();
    for (int character : characters) {
      counts.add(Character.toString(character));
      counts.add(WordPieces.CONTINUATION + Character.toString(character));
    }
    words.forEach(
        (word, count) -> {
          if (word.codePoints().allMatch(characters::contains)) {
            counts.add(word, count);
          }
        });
    int room = size - WordPieces.Special.values().length;
    Set<String> pieces = new LinkedHashSet<>(counts.pieces());
    while (pieces.size() < room) {
      String joined = counts.join(minimumCount);
      if (joined.isEmpty()) {
        break;
      }
      pieces.add(joined);
    }
    return Stream.concat(WordPieces.Special.pieces().stream(), pieces.stream().limit(room))
        .toList();
  }

  /** The most frequent characters, in their own order. */
  private Set<Integer> characters(SortedMap<String, Long> words) {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    words.forEach(
        (word, count) -> word.codePoints().forEach(each -> counts.merge(each, count, Long::sum)));
    List<Integer> frequent =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= minimumCount)
            .sorted(
                Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_CHARACTERS)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return new LinkedHashSet<>(new ArrayList<>(frequent));
  }
}
