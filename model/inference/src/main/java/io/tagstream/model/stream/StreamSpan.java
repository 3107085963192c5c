package io.tagstream.model.stream;

/**
 * A span of a stream.
 *
 * @param id unique in its stream, that of sentences included
 * @param label for example {@code PER}
 * @param begin first code point of the span, counted from the begin of the stream
 * @param end code point after the span
 * @param surface the text from {@code begin} to {@code end}; of a span longer than the text a
 *     {@link StreamState} keeps, its end
 * @param score probability the model gives the span, in [0, 1], given the tags that are settled
 */
public record StreamSpan(
    long id, String label, long begin, long end, String surface, float score) {}
