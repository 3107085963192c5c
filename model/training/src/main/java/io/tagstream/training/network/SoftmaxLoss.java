package io.tagstream.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The cross-entropy of every tag by itself: the negative logarithm of the probability of the right
 * tag; of all right tags together, where a data set leaves some open.
 *
 * @param smoothing share of the loss that asks for all tags alike (Szegedy et al. 2016)
 */
record SoftmaxLoss(double smoothing) implements SlotLoss {

  @Override
  public Tensor of(Tensor logits, GoldTags gold) {
    Tensor logProbabilities = logits.log_softmax(2); // [T,B,K]
    int tagCount = Math.toIntExact(logits.size(2));
    Tensor right =
        logProbabilities.add(Beside.of(logits, gold.onlyRight(tagCount))).logsumexp(2); // [T,B]
    Tensor score = right;
    if (smoothing > 0) {
      try (Scalar kept = new Scalar(1 - smoothing);
          Scalar spread = new Scalar(smoothing / tagCount)) {
        score = right.mul(kept).add(logProbabilities.sum(2).mul(spread));
      }
    }
    return score.mul(gold.mask().squeeze(2)).sum().neg();
  }
}
