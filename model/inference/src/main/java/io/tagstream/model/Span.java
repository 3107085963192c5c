package io.tagstream.model;

/**
 * A labelled stretch of text: a named entity or a slot.
 *
 * @param label for example {@code PER}
 * @param begin first code point of the span in its text, counted in Unicode code points
 * @param end code point after the span
 * @param surface the text from {@code begin} to {@code end}
 * @param score probability the model gives the whole span, in [0, 1]
 */
public record Span(String label, int begin, int end, String surface, float score) {}
