package io.tagstream.local.demo;

/**
 * A piece of what somebody says: most often a word, sometimes the half of one.
 *
 * @param key who says it
 * @param text the piece, with the space after it
 * @param last whether nothing follows
 */
record Piece(String key, String text, boolean last) {}
