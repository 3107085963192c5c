package io.tagstream.model.data;

/**
 * A labelled stretch of a text.
 *
 * @param label for example {@code PER}
 * @param begin first code point of the span in its text, counted in Unicode code points
 * @param end code point after the span
 */
public record TextSpan(String label, int begin, int end) {}
