package io.tagstream.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The cross-entropy of the class: the negative logarithm of the probability of the right one.
 *
 * @param smoothing share of the loss that asks for all classes alike (Szegedy et al. 2016)
 * @param weights what a sentence of each class counts; the mean is over sentences, whatever they
 *     count. {@code null} for 1 each
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
record CrossEntropy(double smoothing, float @Nullable [] weights) {

  /**
   * The mean loss of a sentence; a scalar that gradients flow through.
   *
   * @param logits float [B,C]
   * @param labels int64 [B], the right classes
   */
  Tensor of(Tensor logits, Tensor labels) {
    Tensor logProbabilities = logits.log_softmax(1); // [B,C]
    Tensor score = logProbabilities.gather(1, labels.unsqueeze(1)).squeeze(1); // [B]
    if (smoothing > 0) {
      try (Scalar kept = new Scalar(1 - smoothing);
          Scalar spread = new Scalar(smoothing / logits.size(1))) {
        score = score.mul(kept).add(logProbabilities.sum(1).mul(spread));
      }
    }
    if (weights != null) {
      score = score.mul(Beside.of(logits, Tensor.create(weights)).index_select(0, labels));
    }
    return score.mean().neg();
  }
}
