package io.tagstream.model.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a model did on labelled data. As JSON this is what {@code evaluate --format json} prints.
 *
 * @param sentences number of sentences
 * @param tokens number of tokens
 * @param texts number of texts the sentences were cut out of, or {@code null} if sentences were
 *     given
 * @param spans scores of the spans, or {@code null} if the model or the data has none
 * @param classes scores of the classes, or {@code null} if the model or the data has none
 * @param leftOut spans that do not count, or {@code null} if all do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"sentences", "tokens", "texts", "spans", "classes", "leftOut"})
public record EvaluationReport(
    int sentences,
    int tokens,
    @Nullable Integer texts,
    @Nullable SpanScores spans,
    @Nullable ClassScores classes,
    @Nullable LeftOut leftOut) {

  /** A report on sentences that were given as tokens. */
  public EvaluationReport(
      int sentences, int tokens, @Nullable SpanScores spans, @Nullable ClassScores classes) {
    this(sentences, tokens, null, spans, classes, null);
  }

  /** Returns the report with the gold spans of each label that were taken for none. */
  public EvaluationReport withoutGold(SortedMap<String, Integer> gold) {
    LeftOut left = leftOut == null ? LeftOut.NOTHING : leftOut;
    LeftOut all = new LeftOut(left.predicted(), gold);
    return new EvaluationReport(
        sentences, tokens, texts, spans, classes, all.isNothing() ? null : all);
  }
}
