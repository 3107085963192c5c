package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/**
 * How far apart a network is from itself: what it says of the same sentences under two draws of
 * dropout is drawn together (R-Drop, Liang et al. 2021). A batch holds its sentences twice, the
 * second time in the same order; for the distributions p and q of a sentence's two rows the loss
 * grows by {@code weight * (KL(p || q) + KL(q || p)) / 2}, which is {@code weight * sum((p - q) *
 * (log p - log q)) / 2}. The tags of a CRF are compared by the softmax of their logits, token by
 * token, for its own probabilities would cost a pass more.
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
    return divergence(logits, ROWS_OF_TAGS)
        .mul(mask.narrow(ROWS_OF_TAGS, 0, mask.size(ROWS_OF_TAGS) / 2))
        .sum();
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
    long pairs = logits.size(rowDimension) / 2;
    Tensor logarithms = logits.log_softmax(logits.dim() - 1);
    Tensor left = logarithms.narrow(rowDimension, 0, pairs);
    Tensor right = logarithms.narrow(rowDimension, pairs, pairs);
    return left.exp().sub(right.exp()).mul(left.sub(right));
  }
}
