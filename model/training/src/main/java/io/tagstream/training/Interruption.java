package io.tagstream.training;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a training end in order when the process is asked to: native code must not run on while the
 * process takes its libraries down. Between {@link #watch} and {@link #close} the process waits,
 * when it ends, until the training has noticed or is done.
 */
final class Interruption implements AutoCloseable {
  /** Longer than a step and the scoring of the dev sentences; then the process ends anyway. */
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable announcement;
  private final Runnable farewell;
  private final Thread hook = new Thread(this::end, "training-interruption");
  private volatile boolean watching;
  private volatile boolean requested;
  private volatile boolean noticed;

  /**
   * Makes an interruption that only {@link #request} brings about, until {@link #watch}. What it
   * says is said on a thread of the shutdown.
   *
   * @param announcement is run at once when the process is asked to end
   * @param farewell is run at last, when the training has stopped because of it
   */
  Interruption(Runnable announcement, Runnable farewell) {
    this.announcement = announcement;
    this.farewell = farewell;
  }

  /** What can be interrupted. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  /**
   * Does what fails once the process ends: no library that is loaded then can ask to be closed at
   * the end. It is the end that is told, not what it makes fail.
   *
   * @throws TrainingInterruptedException instead of what the work throws while the process ends
   */
  void during(Work work) throws IOException {
    try {
      work.run();
    } catch (TrainingInterruptedException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (requested || processEnds()) {
        throw stopped();
      }
      throw e;
    }
  }

  private static boolean processEnds() {
    Thread probe = new Thread(() -> {}, "shutdown-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /**
   * Begins to watch for the end of the process.
   *
   * @throws TrainingInterruptedException if it ends already
   */
  void watch() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      watching = true;
    } catch (IllegalStateException e) {
      throw stopped();
    }
    check();
  }

  /** The hook says farewell; where it came too late to be one, nobody else does. */
  private TrainingInterruptedException stopped() {
    noticed = true;
    if (!watching) {
      farewell.run();
    }
    return new TrainingInterruptedException();
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
      noticed = true;
      throw new TrainingInterruptedException();
    }
  }

  /** What the process does when it is asked to end: asks the training to stop, and waits. */
  void end() {
    request();
    announcement.run();
    try {
      if (ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && noticed) {
        farewell.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the training has ended, by itself or because it was asked to. */
  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process ends at this very moment; the hook need not wait, as is said below.
      }
    }
    ended.countDown();
  }
}
