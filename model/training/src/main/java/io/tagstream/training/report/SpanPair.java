package io.tagstream.training.report;

import io.tagstream.model.decode.TokenSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gold span and what the model made of it. At least one of the two is there.
 *
 * @param gold the span as labelled, or {@code null} if the model invented one
 * @param predicted the span as predicted, or {@code null} if the model missed it
 */
record SpanPair(@Nullable TokenSpan gold, @Nullable TokenSpan predicted) {

  /**
   * Pairs the spans of a sentence: those of the same tokens first, then each gold span with the
   * predicted span it shares most tokens with. A span has one partner at most.
   */
  static List<SpanPair> of(List<TokenSpan> gold, List<TokenSpan> predicted) {
    List<TokenSpan> missed = new ArrayList<>(gold);
    List<TokenSpan> invented = new ArrayList<>(predicted);
    List<SpanPair> pairs = new ArrayList<>();
    for (TokenSpan span : gold) {
      pair(span, invented.stream().filter(other -> sameTokens(span, other)).findFirst())
          .ifPresent(pair -> take(pair, pairs, missed, invented));
    }
    for (TokenSpan span : List.copyOf(missed)) {
      Comparator<TokenSpan> closest = Comparator.comparingInt(other -> shared(span, other));
      Optional<TokenSpan> partner =
          invented.stream()
              .filter(other -> shared(span, other) > 0)
              .max(closest.thenComparing(other -> other.label().equals(span.label())));
      pair(span, partner).ifPresent(pair -> take(pair, pairs, missed, invented));
    }
    missed.forEach(span -> pairs.add(new SpanPair(span, null)));
    invented.forEach(span -> pairs.add(new SpanPair(null, span)));
    return pairs;
  }

  private static Optional<SpanPair> pair(TokenSpan gold, Optional<TokenSpan> predicted) {
    return predicted.map(partner -> new SpanPair(gold, partner));
  }

  private static void take(
      SpanPair pair, List<SpanPair> pairs, List<TokenSpan> missed, List<TokenSpan> invented) {
    pairs.add(pair);
    missed.remove(pair.gold());
    invented.remove(pair.predicted());
  }

  private static boolean sameTokens(TokenSpan one, TokenSpan other) {
    return one.begin() == other.begin() && one.end() == other.end();
  }

  private static int shared(TokenSpan one, TokenSpan other) {
    return Math.min(one.end(), other.end()) - Math.max(one.begin(), other.begin());
  }

  /** Returns whether the model was right. */
  boolean isRight() {
    return gold != null && gold.equals(predicted);
  }
}
