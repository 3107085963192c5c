package io.tagstream.training.transformer;

/**
 * Shares of numbers that are left out while training, in [0, 1); another draw for every number.
 *
 * @param hidden of the embeddings and of what each block adds to its input
 * @param attention of the weights of attention
 */
public record TransformerDropout(double hidden, double attention) {
  /** Leaves nothing out. */
  public static final TransformerDropout NONE = new TransformerDropout(0, 0);
}
