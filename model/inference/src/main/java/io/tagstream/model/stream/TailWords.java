package io.tagstream.model.stream;

import java.util.List;

/**
 * The words of a stream's tail. Positions count from the begin of the stream. Immutable.
 *
 * @param begin where the tail begins
 * @param end length of the stream
 * @param words the words in order
 * @param closed how many of them no text to come can change; those after are one stretch, of which
 *     nobody knows how many words it will be
 */
record TailWords(long begin, long end, List<TailWord> words, int closed) {
  TailWords {
    words = List.copyOf(words);
  }

  /**
   * A word.
   *
   * @param begin first code point, or number of the token
   * @param end what follows the last one
   * @param opens whether white space comes before
   */
  record TailWord(long begin, long end, boolean opens) {}

  /** Returns how many words there are at least, whatever follows. */
  int count() {
    return countedFrom(0, words.size());
  }

  /** Returns how many words there are at least between two of them. */
  int countedFrom(int first, int end) {
    int most = Math.min(end, closed);
    return Math.max(0, most - first) + (end > Math.max(first, closed) ? 1 : 0);
  }

  /** Returns where a word begins; behind the last one the stream ends. */
  long begin(int word) {
    return word < words.size() ? words.get(word).begin() : end;
  }

  /** Returns the number of the first word that begins at a position or after it. */
  int firstFrom(long position) {
    int low = 0;
    int high = words.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (words.get(middle).begin() < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the end of the last word that begins before a position; without one, the begin. */
  long endBefore(long position) {
    int next = firstFrom(position);
    return next == 0 ? begin : Math.min(position, words.get(next - 1).end());
  }
}
