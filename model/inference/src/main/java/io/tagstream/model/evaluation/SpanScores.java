package io.tagstream.model.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How well spans were found, in percent.
 *
 * @param precision share of all predicted spans that are right (micro average)
 * @param recall share of all gold spans that were found (micro average)
 * @param f1 harmonic mean of the two
 * @param tokenAccuracy share of the tokens whose tag is right, or {@code null} if spans of texts
 *     were compared
 * @param sentences number of sentences, or of texts, that have gold spans or say they have none
 * @param byLabel the same for the spans of each label, gold or predicted, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"precision", "recall", "f1", "tokenAccuracy", "sentences", "byLabel"})
public record SpanScores(
    double precision,
    double recall,
    double f1,
    @Nullable Double tokenAccuracy,
    int sentences,
    SortedMap<String, PrecisionRecall> byLabel) {
  public SpanScores {
    byLabel = Collections.unmodifiableSortedMap(new TreeMap<>(byLabel));
  }
}
