package io.tagstream.model.encoder;

/**
 * A piece of a text, as the vocabulary of a model has it: a word or a part of one.
 *
 * @param id its number in the vocabulary
 * @param begin first code point in the text, counted in Unicode code points
 * @param end code point after the piece
 * @param continues whether it goes on with the word of the piece before
 */
public record Piece(int id, int begin, int end, boolean continues) {}
