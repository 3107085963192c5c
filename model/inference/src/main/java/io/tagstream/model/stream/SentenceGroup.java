package io.tagstream.model.stream;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.encoder.Encoding.TokenClasses;
import io.tagstream.model.stream.StreamState.OpenSentence;
import io.tagstream.model.stream.Window.WindowToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence of a stream while an event is read: what was summed up of it before, and its tokens in
 * the window. Used by one thread.
 */
final class SentenceGroup {
  private final long begin;
  private final ClassSums before;
  private long end;
  private int tokensBefore;
  private long endBefore;
  private boolean beginsBefore;
  private int firstToken = -1;
  private int tokens;

  private SentenceGroup(long begin, ClassSums before) {
    this.begin = begin;
    this.before = before;
    end = begin;
  }

  /**
   * Brings together what belongs to one sentence now: the sentences that were open, and the tokens
   * of the window.
   *
   * @param state the open sentences, and where they begin: tokens before belong to others
   * @param maxTokens tokens of the longest sentence; a longer one is cut
   */
  static List<SentenceGroup> of(StreamState state, Window window, int maxTokens) {
    List<SentenceGroup> groups = new ArrayList<>();
    for (OpenSentence sentence : state.sentences()) {
      lastOrNew(groups, sentence.begin(), window, maxTokens).add(sentence);
    }
    for (int i = window.firstFrom(state.firstOpenSentence()); i < window.tokens().size(); i++) {
      WindowToken token = window.tokens().get(i);
      lastOrNew(groups, token.begin(), window, maxTokens).add(token, i);
    }
    return groups;
  }

  private static SentenceGroup lastOrNew(
      List<SentenceGroup> groups, long begin, Window window, int maxTokens) {
    SentenceGroup last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
    if (last == null
        || (window.sentenceBegins().contains(begin) && begin > last.begin)
        || last.size() >= maxTokens) {
      last = new SentenceGroup(begin, ClassSums.none());
      groups.add(last);
    }
    return last;
  }

  private void add(OpenSentence sentence) {
    before.add(ClassSums.of(sentence.weight(), sentence.sums()));
    beginsBefore = true;
    tokensBefore += sentence.tokens();
    endBefore = sentence.end();
    end = endBefore;
  }

  private void add(WindowToken token, int index) {
    firstToken = tokens == 0 ? index : firstToken;
    tokens++;
    end = token.end();
  }

  /** Returns the number of tokens. */
  int size() {
    return tokensBefore + tokens;
  }

  long begin() {
    return begin;
  }

  long end() {
    return end;
  }

  /** Returns whether all tokens come before a boundary in the window. */
  boolean isBefore(int boundary) {
    return tokens == 0 || firstToken + tokens <= boundary;
  }

  /** Returns the class so far, or {@code null} if the model has none or has read no token. */
  @Nullable SentenceClass sentenceClass(
      @Nullable ClassDecoder decoder, @Nullable TokenClasses classes) {
    return decoder == null || size() == 0
        ? null
        : upTo(firstToken + tokens, classes).decode(decoder);
  }

  /** Returns what is to be remembered of the sentence, or {@code null} if it begins after. */
  @Nullable OpenSentence at(int boundary, Window window, @Nullable TokenClasses classes) {
    int taken = tokens == 0 ? 0 : Math.max(0, Math.min(tokens, boundary - firstToken));
    if (!beginsBefore && taken == 0) {
      return null;
    }
    ClassSums sums = upTo(boundary, classes);
    return new OpenSentence(
        begin,
        taken == 0 ? endBefore : window.tokens().get(firstToken + taken - 1).end(),
        tokensBefore + taken,
        sums.weight(),
        sums.sums());
  }

  private ClassSums upTo(int boundary, @Nullable TokenClasses classes) {
    ClassSums sums = before.copy();
    if (classes != null) {
      for (int i = 0; i < tokens && firstToken + i < boundary; i++) {
        sums.add(classes, firstToken + i);
      }
    }
    return sums;
  }
}
