package io.tagstream.training;

import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.network.ComputeDevice;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** The native library that trains. */
final class Libtorch {
  private Libtorch() {}

  /**
   * Loads it.
   *
   * @throws MissingException if there is none for this machine
   */
  static void require() {
    try {
      Loader.load(torch.class);
    } catch (LinkageError e) {
      throw new MissingException(
          "libtorch: expected its native library for "
              + Loader.getPlatform()
              + ", found none that loads ("
              + e.getMessage()
              + "); train on Linux x86-64 with glibc 2.28 or later",
          e);
    }
  }

  /**
   * Checks that it finds what is to be computed on.
   *
   * @throws TrainConfigException if that is an accelerator and there is none
   */
  static void require(ComputeDevice device) {
    if (device == ComputeDevice.CUDA && !ComputeDevice.findsAccelerator()) {
      throw new TrainConfigException(
          "training.device: expected an accelerator that libtorch finds, found none; put its natives for CUDA on the class path, or set it to auto or cpu");
    }
  }

  /** The library is not there. */
  private static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
