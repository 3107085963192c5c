package io.tagstream.model.stream;

import io.tagstream.model.text.WordTokenizer;

/**
 * Where the tail of a stream begins that is tagged again with the next event: before the last W
 * words, and farther back where
 *
 * <ul>
 *   <li>that would be inside a stretch without white space of up to 256 code points,
 *   <li>the sentence there is no longer than W words: then at its begin,
 *   <li>a span is there that begins at most 64 words before: then at the begin of its first word.
 * </ul>
 *
 * Longer ones are cut. So a tail has at most about 2 W words, and of code points, blanks included,
 * at most {@link #longest}. Immutable.
 */
final class TailCut {
  /** A span that reaches farther back is cut. */
  private static final int LONGEST_SPAN = 64;

  private final TailWords words;
  private final Said said;

  /** The last word may be unfinished, so it is always read again. */
  private final int kept;

  /**
   * Takes what was read of an event.
   *
   * @param said what is said of the words
   */
  TailCut(StreamRules rules, TailWords words, Said said) {
    this.words = words;
    this.said = said;
    kept = Math.max(1, Math.max(rules.rightContext(), rules.delay()));
  }

  /** Returns the place, a position in the stream: the begin of a word, of the tail or the end. */
  long place() {
    int word = words.count() <= kept ? 0 : atSpan(atSentence(opening(words.count() - kept)));
    long place = word == 0 ? words.begin() : words.begin(word);
    long first = words.end() - longest(kept);
    return place >= first ? place : words.begin(words.firstFrom(first));
  }

  /** Returns how many code points of tail there are at most for so many words. */
  static long longest(int words) {
    return TextFeed.KEPT + 2L * words * WordTokenizer.MAX_CODE_POINTS;
  }

  /** Returns the last word up to a given one that follows white space, if it is near. */
  private int opening(int word) {
    int opening = word;
    while (opening > 0 && !words.words().get(opening).opens()) {
      opening--;
    }
    return words.begin(word) - words.begin(opening) <= OpenStretch.LONGEST ? opening : word;
  }

  private int atSentence(int word) {
    long place = words.begin(word);
    for (StreamSentence sentence : said.sentences()) {
      if (sentence.begin() < place && place < sentence.end()) {
        int first = words.firstFrom(sentence.begin());
        int length = words.countedFrom(first, words.firstFrom(sentence.end()));
        return length <= kept ? first : word;
      }
    }
    return word;
  }

  private int atSpan(int latest) {
    int word = latest;
    int first = firstOfSpan(word);
    while (first < word && latest - first <= LONGEST_SPAN) {
      word = first;
      first = firstOfSpan(word);
    }
    return word;
  }

  /** Returns the word from which on a span is read that goes on over a word, or that word. */
  private int firstOfSpan(int word) {
    long place = words.begin(word);
    for (StreamSpan span : said.spans()) {
      if (span.begin() < place && place < span.end()) {
        return opening(Math.max(0, words.firstFrom(span.begin() + 1) - 1));
      }
    }
    return word;
  }
}
