package io.tagstream.model.recurrent;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;

/**
 * Loads ONNX Runtime. Its static initializers take about 1 MiB of native stack on some processors,
 * which is all that Java gives a thread by default: a caller a few frames deep would be ended by
 * SIGSEGV, without a word from the virtual machine. So the library is loaded on a thread with room;
 * opening and running sessions takes little.
 */
final class OnnxRuntime {
  private static final long STACK_BYTES = 16L << 20;

  private OnnxRuntime() {}

  /** The first use of this class loads the library, once and for all threads. */
  private static final class Holder {
    private static final OrtEnvironment ENVIRONMENT = load();
  }

  /**
   * Returns the environment of this process.
   *
   * @throws ExceptionInInitializerError if the native library does not load on this machine
   */
  static OrtEnvironment environment() {
    return Holder.ENVIRONMENT;
  }

  /** Not a method of {@link Holder}: its lambda could not run while Holder is being initialized. */
  private static OrtEnvironment load() {
    CompletableFuture<OrtEnvironment> environment = new CompletableFuture<>();
    Runnable load =
        () -> {
          try {
            environment.complete(OrtEnvironment.getEnvironment());
          } catch (RuntimeException | Error e) {
            environment.completeExceptionally(e);
          }
        };
    new Thread(null, load, "load-onnx-runtime", STACK_BYTES).start();
    return environment.join();
  }
}
