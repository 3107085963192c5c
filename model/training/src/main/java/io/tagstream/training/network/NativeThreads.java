package io.tagstream.training.network;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** How many threads the native libraries of a training work on, in the whole process. */
final class NativeThreads {
  private NativeThreads() {}

  /**
   * Limits libtorch and OpenBLAS, which multiplies its matrices. OpenBLAS does not follow
   * libtorch's number: left alone, it takes a thread a core and lets them wait by spinning, which
   * on two busy cores took six times the processor time for the same products.
   */
  static void limitTo(int threads) {
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }
}
