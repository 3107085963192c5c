package io.tagstream.model.decode;

/**
 * A span and the probability the model gives it.
 *
 * @param span the span
 * @param score see {@link TagDecoder#decode}, in [0, 1]
 */
public record ScoredSpan(TokenSpan span, float score) {}
