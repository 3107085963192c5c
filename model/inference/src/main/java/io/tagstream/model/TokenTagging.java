package io.tagstream.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model says about one sentence that was given as tokens.
 *
 * @param tags {@code O}, {@code B-label} or {@code I-label}, one a token; empty if the model has no
 *     slot head
 * @param spanScores probability the model gives each of the spans these tags make, in order, in [0,
 *     1]
 * @param sentenceClass the class, or {@code null} if the model has no class head
 */
public record TokenTagging(
    List<String> tags, List<Float> spanScores, @Nullable SentenceClass sentenceClass) {
  public TokenTagging {
    tags = List.copyOf(tags);
    spanScores = List.copyOf(spanScores);
  }
}
