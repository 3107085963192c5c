package io.tagstream.training.network;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * How far apart a network is from itself: what it says of the same sentences under two draws of
 * dropout is drawn together (R-Drop, Liang et al. 2021). In a batch the rows 2i and 2i+1 are the
 * same sentence; for the distributions p and q of the two the loss grows by {@code weight * (KL(p
 * || q) + KL(q || p)) / 2}, which is {@code weight * sum((p - q) * (log p - log q)) / 2}. The loss
 * of the answers is the mean of both rows, where the paper has the sum: the weight is half of its
 * alpha. The tags of a CRF are compared by the softmax of their logits, token by token, for its own
 * probabilities would cost a pass more.
 *
 * @param weight 0 for sentences that stand in a batch once
 */
record Consistency(double weight) {
  private static final int ROWS_OF_TAGS = 1;
  private static final int ROWS_OF_CLASSES = 0;

  /**
   * The symmetric divergence of the tags, summed over tokens and pairs of rows.
   *
   * @param logits float [T,B,K], B even
   * @param mask float [T,B,1]: 1 for tokens, 0 for padding
   */
  Tensor ofTags(Tensor logits, Tensor mask) {
    return divergence(logits, ROWS_OF_TAGS).mul(everySecond(mask, ROWS_OF_TAGS, 0)).sum();
  }

  /**
   * The symmetric divergence of the classes, summed over pairs of rows.
   *
   * @param logits float [B,C], B even
   */
  Tensor ofClasses(Tensor logits) {
    return divergence(logits, ROWS_OF_CLASSES).sum();
  }

  private static Tensor divergence(Tensor logits, int rowDimension) {
    Tensor logarithms = logits.log_softmax(logits.dim() - 1);
    Tensor left = everySecond(logarithms, rowDimension, 0);
    Tensor right = everySecond(logarithms, rowDimension, 1);
    return left.exp().sub(right.exp()).mul(left.sub(right));
  }

  private static Tensor everySecond(Tensor values, int rowDimension, long first) {
    return values.slice(
        rowDimension,
        new LongOptional(first),
        new LongOptional(values.size(rowDimension)),
        /* step= */ 2);
  }
}
