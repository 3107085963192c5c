package io.tagstream.model.evaluation;

import io.tagstream.model.data.TextSpan;
import io.tagstream.model.decode.TokenSpan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Counts spans by the rules of {@code conlleval}, the script of the CoNLL-2000 and 2003 shared
 * tasks (Tjong Kim Sang and De Meulder 2003): a predicted span is right if a gold span has the same
 * label and the same first and last token; {@link TokenSpan#of} says what is a span where tags
 * break the scheme. Owned by one thread.
 */
public final class SpanScorer {
  private final SortedMap<String, Counts> counts = new TreeMap<>();
  private int sentences;
  private int tokens;
  private int correctTokens;

  /**
   * Counts one sentence.
   *
   * @param gold its tags as labelled
   * @param predicted its tags as predicted
   * @throws IllegalArgumentException if the two have not the same length
   */
  public void add(List<String> gold, List<String> predicted) {
    if (gold.size() != predicted.size()) {
      throw new IllegalArgumentException(
          "predicted: expected one tag a token, "
              + (gold.size() + ", found " + predicted.size() + " tags"));
    }
    tokens += gold.size();
    for (int i = 0; i < gold.size(); i++) {
      correctTokens += gold.get(i).equals(predicted.get(i)) ? 1 : 0;
    }
    count(TokenSpan.of(gold), TokenSpan.of(predicted), TokenSpan::label);
  }

  /**
   * Counts one text whose tokens gold and prediction need not agree on: a predicted span is right
   * if a gold span has the same label and the same first and last code point.
   */
  public void addSpans(List<TextSpan> gold, List<TextSpan> predicted) {
    count(gold, predicted, TextSpan::label);
  }

  private <S> void count(List<S> gold, List<S> predicted, Function<S, String> label) {
    sentences++;
    Set<S> goldSpans = new HashSet<>(gold);
    for (S span : goldSpans) {
      of(label.apply(span)).gold++;
    }
    for (S span : predicted) {
      of(label.apply(span)).predicted++;
      of(label.apply(span)).correct += goldSpans.contains(span) ? 1 : 0;
    }
  }

  /** Returns the scores of the sentences counted so far. */
  public SpanScores scores() {
    Counts all = new Counts();
    SortedMap<String, PrecisionRecall> byLabel = new TreeMap<>();
    counts.forEach(
        (label, count) -> {
          all.gold += count.gold;
          all.predicted += count.predicted;
          all.correct += count.correct;
          byLabel.put(label, count.ratios());
        });
    PrecisionRecall micro = all.ratios();
    return new SpanScores(
        micro.precision(),
        micro.recall(),
        micro.f1(),
        tokens == 0 ? null : PrecisionRecall.percent(correctTokens, tokens),
        sentences,
        byLabel);
  }

  private Counts of(String label) {
    return counts.computeIfAbsent(label, unused -> new Counts());
  }

  private static final class Counts {
    private int gold;
    private int predicted;
    private int correct;

    PrecisionRecall ratios() {
      return PrecisionRecall.of(gold, predicted, correct);
    }
  }
}
