package io.tagstream.training.network;

import org.bytedeco.pytorch.global.torch;

/** What the numbers of a training are computed on. */
public enum ComputeDevice {
  /** An accelerator where libtorch finds one, or else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** An accelerator. */
  CUDA;

  /** Returns whether libtorch finds an accelerator: its natives for CUDA and what they ask for. */
  public static boolean findsAccelerator() {
    return torch.cuda_is_available();
  }

  /** Returns the one that tensors are on: never {@code AUTO}. */
  public ComputeDevice found() {
    return isAccelerator() ? CUDA : CPU;
  }

  /** Returns whether tensors go to an accelerator. */
  public boolean isAccelerator() {
    return this == CUDA || (this == AUTO && findsAccelerator());
  }
}
