package io.tagstream.training.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Leaves out the same numbers for all tokens of a row (Gal &amp; Ghahramani 2016).
 *
 * @param share share of the numbers that is left out, in [0, 1)
 * @param state what a row that is learned from in chunks carries from one to the next
 */
record LockedDropout(double share, CarriedState state) {

  /**
   * Returns float [T,B,n] with some numbers zero and the others larger, so that sums stay.
   *
   * @param place what the values are, in the words of the network: another draw for each
   */
  Tensor of(String place, Tensor values) {
    if (share == 0) {
      return values;
    }
    int rows = Math.toIntExact(values.size(1));
    int width = Math.toIntExact(values.size(2));
    return values.mul(state.mask(place, rows, width, () -> drawn(rows, width)));
  }

  /** Draws a mask, float [1,B,n]. */
  private Tensor drawn(int rows, int width) {
    try (Scalar scale = new Scalar(1 / (1 - share))) {
      return torch.bernoulli(torch.empty(1, rows, width), 1 - share).mul(scale);
    }
  }
}
