package io.tagstream.model.decode;

/**
 * A span made of pieces.
 *
 * @param label what it is
 * @param begin first code point, counted in Unicode code points
 * @param end code point after the span
 * @param score mean probability of the tags it is made of, in [0, 1]
 */
public record AggregatedSpan(String label, int begin, int end, float score) {}
