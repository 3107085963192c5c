package io.tagstream.training.network;

import org.bytedeco.pytorch.Tensor;

/** Puts tensors where others are: what is computed with both must lie on one device. */
public final class Beside {
  private Beside() {}

  /** Returns the tensor, or a copy of it where the other one is. */
  public static Tensor of(Tensor other, Tensor tensor) {
    return other.is_cuda() ? tensor.cuda() : tensor;
  }
}
