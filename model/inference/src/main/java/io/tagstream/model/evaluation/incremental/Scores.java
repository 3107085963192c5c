package io.tagstream.model.evaluation.incremental;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.model.evaluation.EvaluationReport;
import org.jspecify.annotations.Nullable;

/**
 * The two figures an evaluation is known by, in percent.
 *
 * @param sentences number of sentences
 * @param slotF1 F1 of the spans, or {@code null} if the model or the data has none
 * @param classAccuracy share of the classes that are right, or {@code null} if there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"sentences", "slotF1", "classAccuracy"})
public record Scores(int sentences, @Nullable Double slotF1, @Nullable Double classAccuracy) {

  /** Returns those of a report. */
  static Scores of(EvaluationReport report) {
    return new Scores(
        report.sentences(),
        report.spans() == null ? null : report.spans().f1(),
        report.classes() == null ? null : report.classes().accuracy());
  }
}
