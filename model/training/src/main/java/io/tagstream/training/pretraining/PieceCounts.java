package io.tagstream.training.pretraining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often pieces, and pairs of them, occur in words that are cut into pieces; and the next pair
 * to be joined. Owned by one thread.
 */
final class PieceCounts {
  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> wordCounts = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<Long, Pair> pairById = new HashMap<>();
  private long[] counts = new long[1024];
  private double[] logarithms = new double[1024];
  private long total;

  /** Two pieces that stand together. */
  private static final class Pair {
    final int first;
    final int second;
    long count;
    double logarithm;

    /** Words in which they stood together when they were noted, some of them twice. */
    int[] words = new int[4];

    int wordCount;

    Pair(int first, int second) {
      this.first = first;
      this.second = second;
    }

    void change(long by) {
      count += by;
      logarithm = Math.log((double) count);
    }

    void note(int word) {
      if (wordCount > 0 && words[wordCount - 1] == word) {
        return;
      }
      if (wordCount == words.length) {
        words = Arrays.copyOf(words, 2 * wordCount);
      }
      words[wordCount++] = word;
    }
  }

  /** Adds a piece that has not occurred; returns its number. */
  int add(String piece) {
    Integer known = ids.get(piece);
    if (known != null) {
      return known;
    }
    int id = pieces.size();
    ids.put(piece, id);
    pieces.add(piece);
    if (id == counts.length) {
      counts = Arrays.copyOf(counts, 2 * id);
      logarithms = Arrays.copyOf(logarithms, 2 * id);
    }
    return id;
  }

  /** Adds a word of characters that are pieces. */
  void add(String word, long count) {
    int[] characters = word.codePoints().toArray();
    int[] cut = new int[characters.length];
    for (int i = 0; i < cut.length; i++) {
      String character = Character.toString(characters[i]);
      cut[i] = add(i == 0 ? character : WordPieces.CONTINUATION + character);
      changeCount(cut[i], count);
    }
    int index = words.size();
    words.add(cut);
    wordCounts.add(count);
    changePairs(cut, count);
    for (int i = 0; i + 1 < cut.length; i++) {
      pair(cut[i], cut[i + 1]).note(index);
    }
  }

  /** Returns all pieces in the order in which they were added. */
  List<String> pieces() {
    return pieces;
  }

  /**
   * Joins the two pieces whose joining raises the likelihood most; of several, the first.
   *
   * @param minimumCount how often they must occur
   * @return the joined piece, or an empty string if no two occur so often
   */
  String join(int minimumCount) {
    Pair best = null;
    double gain = Double.NEGATIVE_INFINITY;
    double logTotal = Math.log((double) total);
    for (int i = pairs.size() - 1; i >= 0; i--) {
      Pair pair = pairs.get(i);
      if (pair.count == 0) {
        forget(i);
      } else if (pair.count >= minimumCount) {
        double value =
            pair.count
                * (pair.logarithm + logTotal - logarithms[pair.first] - logarithms[pair.second]);
        if (value > gain || (value == gain && best != null && isBefore(pair, best))) {
          best = pair;
          gain = value;
        }
      }
    }
    return best == null ? "" : join(best);
  }

  private static boolean isBefore(Pair pair, Pair other) {
    return pair.first < other.first || (pair.first == other.first && pair.second < other.second);
  }

  /** The last pair takes its place: the order of pairs does not count. */
  private void forget(int place) {
    Pair last = pairs.remove(pairs.size() - 1);
    Pair forgotten = place == pairs.size() ? last : pairs.set(place, last);
    pairById.remove(key(forgotten.first, forgotten.second));
  }

  private String join(Pair pair) {
    String joined =
        pieces.get(pair.first)
            + pieces.get(pair.second).substring(WordPieces.CONTINUATION.length());
    int id = add(joined);
    for (int i = 0; i < pair.wordCount; i++) {
      joinIn(pair.words[i], pair, id);
    }
    return joined;
  }

  private void joinIn(int word, Pair pair, int id) {
    int[] before = words.get(word);
    int[] after = new int[before.length];
    int length = 0;
    for (int i = 0; i < before.length; i++) {
      boolean joins =
          i + 1 < before.length && before[i] == pair.first && before[i + 1] == pair.second;
      after[length++] = joins ? id : before[i];
      i += joins ? 1 : 0;
    }
    if (length == before.length) {
      return;
    }
    after = Arrays.copyOf(after, length);
    long count = wordCounts.get(word);
    long joined = (before.length - length) * count;
    changeCount(pair.first, -joined);
    changeCount(pair.second, -joined);
    changeCount(id, joined);
    changePairs(before, -count);
    changePairs(after, count);
    words.set(word, after);
    for (int i = 0; i + 1 < length; i++) {
      if (after[i] == id || after[i + 1] == id) {
        pair(after[i], after[i + 1]).note(word);
      }
    }
  }

  private void changeCount(int piece, long by) {
    counts[piece] += by;
    logarithms[piece] = Math.log((double) counts[piece]);
    total += by;
  }

  private void changePairs(int[] cut, long by) {
    for (int i = 0; i + 1 < cut.length; i++) {
      pair(cut[i], cut[i + 1]).change(by);
    }
  }

  private Pair pair(int first, int second) {
    Pair known = pairById.get(key(first, second));
    if (known == null) {
      known = new Pair(first, second);
      pairById.put(key(first, second), known);
      pairs.add(known);
    }
    return known;
  }

  private static long key(int first, int second) {
    return ((long) first << Integer.SIZE) | second;
  }
}
