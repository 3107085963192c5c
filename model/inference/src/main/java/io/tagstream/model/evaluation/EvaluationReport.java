package io.tagstream.model.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * How a model did on labelled data. As JSON this is what {@code evaluate --format json} prints.
 *
 * @param sentences number of sentences
 * @param tokens number of tokens
 * @param spans scores of the spans, or {@code null} if the model or the data has none
 * @param classes scores of the classes, or {@code null} if the model or the data has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"sentences", "tokens", "spans", "classes"})
public record EvaluationReport(
    int sentences, int tokens, @Nullable SpanScores spans, @Nullable ClassScores classes) {}
