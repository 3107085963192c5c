package io.tagstream.model.decode;

/**
 * Where a chain of tags goes on: after a token whose tag is settled.
 *
 * @param tag id of the settled tag
 * @param score score of the best path that ends there; it changes no tag, but keeps the sums of a
 *     path that is decoded piece by piece those of one that is decoded whole
 */
public record ChainStart(int tag, double score) {}
