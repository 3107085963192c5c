package io.tagstream.training.network;

/**
 * Shares of the gold answer that are spread evenly over all answers (Szegedy et al. 2016).
 *
 * @param classes of the class of a sentence
 * @param tags of each tag; 0 with a CRF, which scores whole paths of tags and has no answer a token
 */
public record Smoothing(double classes, double tags) {
  /** Spreads nothing. */
  public static final Smoothing NONE = new Smoothing(0, 0);
}
