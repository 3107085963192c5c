package io.tagstream.model.stream;

import java.util.List;
import java.util.NavigableSet;

/**
 * The tokens of a stream from the boundary on, which are encoded with an event. Positions count
 * from the begin of the stream.
 *
 * @param tokens the tokens in order
 * @param closed how many of them no text to come can change
 * @param sentenceBegins begins of the tokens that begin a sentence; the first token of all that is
 *     kept of a stream begins one even if it is not among them
 * @param settledBegin the last of these that no text to come can join with the sentence before; -1
 *     if there is none
 * @param blank whether so much blank follows the last token that no right context is waited for
 * @param ended whether the sentence of the last token has ended, whatever comes
 */
record Window(
    List<WindowToken> tokens,
    int closed,
    NavigableSet<Long> sentenceBegins,
    long settledBegin,
    boolean blank,
    boolean ended) {
  Window {
    tokens = List.copyOf(tokens);
  }

  /** A token and where it stands. */
  record WindowToken(String text, long begin, long end) {}

  /** Returns the number of the first token that begins at a position or after it. */
  int firstFrom(long position) {
    int first = 0;
    while (first < tokens.size() && tokens.get(first).begin() < position) {
      first++;
    }
    return first;
  }

  List<String> words() {
    return tokens.stream().map(WindowToken::text).toList();
  }
}
