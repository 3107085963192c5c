package io.tagstream.training;

import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * The wish that a training end, by Ctrl-C, {@code kill} or a terminal that closes. Between {@link
 * #watch} and {@link #close} a signal does not end the process: it asks the training to stop, for
 * native code must not run on while the process takes its libraries down. A second Ctrl-C ends the
 * process at once.
 */
final class Interruption implements AutoCloseable {
  /** Exit code of a process that Ctrl-C ended, by custom of the shells. */
  static final int EXIT_CODE = 130;

  private final Runnable announcement;
  private volatile boolean requested;
  private @Nullable Runnable release;

  /**
   * Makes an interruption that only {@link #request} brings about, until {@link #watch}.
   *
   * @param announcement is run at once when a signal comes, on the thread of signals
   */
  Interruption(Runnable announcement) {
    this.announcement = announcement;
  }

  /** Begins to watch for signals; before, they end the process. */
  void watch() {
    Object interrupt = Signals.register("INT", this::interrupt);
    Object terminate = Signals.register("TERM", this::announce);
    // Where it is ignored, as nohup has it, it stays so.
    Object hangUp = Signals.register("HUP", this::announce);
    release =
        () -> {
          Signals.unregister("INT", interrupt);
          Signals.unregister("TERM", terminate);
          Signals.unregister("HUP", hangUp);
        };
  }

  private void interrupt() {
    if (requested) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    announce();
  }

  private void announce() {
    request();
    announcement.run();
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

  /** Gives the signals back. */
  @Override
  public void close() {
    if (release != null) {
      release.run();
    }
  }
}
