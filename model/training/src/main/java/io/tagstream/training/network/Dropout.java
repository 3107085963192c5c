package io.tagstream.training.network;

/**
 * Shares of numbers that are left out while training. Those of layers are locked: the same numbers
 * for all tokens of a row (Gal &amp; Ghahramani 2016).
 *
 * @param input of what stands for a token
 * @param layer of what one layer says to the next, be it stacked on it or the first backward layer
 * @param output before the heads
 * @param word of words, which are then unknown
 */
public record Dropout(double input, double layer, double output, double word) {
  /** Leaves nothing out. */
  public static final Dropout NONE = new Dropout(0, 0, 0, 0);
}
