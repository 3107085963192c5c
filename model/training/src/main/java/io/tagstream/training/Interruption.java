package io.tagstream.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a training end in order when the process is asked to: native code must not run on while the
 * process takes its libraries down. Between {@link #onShutdown} and {@link #close} the process
 * waits, when it ends, until the training has noticed.
 */
final class Interruption implements AutoCloseable {
  /** Longer than a step and the scoring of the dev sentences; then the process ends anyway. */
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch noticed = new CountDownLatch(1);
  private final Runnable farewell;
  private final Thread hook = new Thread(this::end, "training-interruption");
  private volatile boolean requested;

  private Interruption(Runnable farewell) {
    this.farewell = farewell;
  }

  /**
   * Begins to watch for the end of the process.
   *
   * @param farewell is run at last, when the training has stopped, on a thread of the shutdown
   */
  static Interruption onShutdown(Runnable farewell) {
    Interruption interruption = new Interruption(farewell);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** An interruption that only {@link #request} brings about. */
  static Interruption none() {
    return new Interruption(() -> {});
  }

  /** Asks the training to stop before its next step. May be called by any thread. */
  void request() {
    requested = true;
  }

  /**
   * Is called by the training between steps.
   *
   * @throws TrainingInterruptedException if it is to stop
   */
  void check() {
    if (requested) {
      throw new TrainingInterruptedException();
    }
  }

  private void end() {
    request();
    try {
      if (!noticed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    farewell.run();
  }

  /** Says that the training has ended, by itself or because it was asked to. */
  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process ends at this very moment, and the hook waits below.
      }
    }
    noticed.countDown();
  }
}
