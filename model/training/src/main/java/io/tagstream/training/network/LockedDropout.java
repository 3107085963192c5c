package io.tagstream.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Leaves out the same numbers for all tokens of a row (Gal &amp; Ghahramani 2016).
 *
 * @param share share of the numbers that is left out, in [0, 1)
 */
record LockedDropout(double share) {

  /** Returns float [T,B,n] with some numbers zero and the others larger, so that sums stay. */
  Tensor of(Tensor values) {
    if (share == 0) {
      return values;
    }
    Tensor kept = torch.empty(1, values.size(1), values.size(2));
    try (Scalar scale = new Scalar(1 / (1 - share))) {
      return values.mul(torch.bernoulli(kept, 1 - share).mul(scale));
    }
  }
}
