package io.tagstream.training.report;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.decode.ScoredSpan;
import io.tagstream.model.decode.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sentence and what a model said about it.
 *
 * @param id identity of the sentence within its data set
 * @param tokens its tokens
 * @param gold spans as labelled
 * @param predicted spans as predicted, but for labels that the sentence leaves open; empty if it
 *     has no tags to compare them with
 * @param goldClass class as labelled, or {@code null}
 * @param predictedClass class as predicted, or {@code null} if there is none to compare
 */
record ErrorExample(
    String id,
    List<String> tokens,
    List<TokenSpan> gold,
    List<ScoredSpan> predicted,
    @Nullable String goldClass,
    @Nullable SentenceClass predictedClass) {

  static ErrorExample of(LabelledSentence sentence, TokenTagging tagging) {
    boolean tagged = sentence.hasTags() && !tagging.tags().isEmpty();
    boolean classified = sentence.label() != null && tagging.sentenceClass() != null;
    return new ErrorExample(
        sentence.id(),
        sentence.tokens(),
        tagged ? TokenSpan.of(sentence.tags()) : List.of(),
        tagged ? scored(tagging, sentence) : List.of(),
        classified ? sentence.label() : null,
        classified ? tagging.sentenceClass() : null);
  }

  private static List<ScoredSpan> scored(TokenTagging tagging, LabelledSentence sentence) {
    List<TokenSpan> spans = TokenSpan.of(tagging.tags());
    List<ScoredSpan> scored = new ArrayList<>(spans.size());
    for (int i = 0; i < spans.size(); i++) {
      if (!sentence.leavesOpen(spans.get(i).label())) {
        scored.add(new ScoredSpan(spans.get(i), tagging.spanScores().get(i)));
      }
    }
    return scored;
  }

  /** Returns the gold spans beside the predicted ones. */
  List<SpanPair> pairs() {
    return SpanPair.of(gold, predicted.stream().map(ScoredSpan::span).toList());
  }

  boolean hasWrongClass() {
    return goldClass != null && predictedClass != null && !goldClass.equals(predictedClass.label());
  }

  boolean hasWrongSpans() {
    return !gold.equals(predicted.stream().map(ScoredSpan::span).toList());
  }

  /** Returns how many spans fewer there are than there should be. */
  int missing() {
    return gold.size() - predicted.size();
  }

  /**
   * Returns how sure the model was of the worst thing it said: the highest probability of a class
   * or span that is wrong; 0 if all it said is right and something is missing at most.
   */
  float confidence() {
    float highest = 0;
    for (ScoredSpan span : predicted) {
      if (!gold.contains(span.span())) {
        highest = Math.max(highest, span.score());
      }
    }
    return hasWrongClass() && predictedClass != null
        ? Math.max(highest, predictedClass.score())
        : highest;
  }
}
