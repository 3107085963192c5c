package io.tagstream.model.text;

/**
 * A token of a text.
 *
 * @param text the surface of the token
 * @param begin first code point of the token in its text, counted in Unicode code points
 * @param end code point after the token
 */
public record Token(String text, int begin, int end) {}
