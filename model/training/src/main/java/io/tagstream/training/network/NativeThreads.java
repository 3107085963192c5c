package io.tagstream.training.network;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** How many threads the native libraries of a training work on, in the whole process. */
public final class NativeThreads {
  private NativeThreads() {}

  /**
   * Limits libtorch and OpenBLAS, which multiplies its matrices. OpenBLAS does not follow
   * libtorch's number: left alone, it takes a thread a core and lets them wait by spinning, which
   * on two busy cores took six times the processor time for the same products.
   */
  @SuppressWarnings("try") // scopes work by being open
  public static void limitTo(int threads) {
    torch.set_num_threads(threads);
    // OpenBLAS's binding makes a pointer to the function at every call.
    try (PointerScope scope = new PointerScope()) {
      openblas_nolapack.blas_set_num_threads(threads);
    }
  }
}
