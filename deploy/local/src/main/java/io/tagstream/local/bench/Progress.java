package io.tagstream.local.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says on standard error what is being measured. On a terminal a line is painted over, elsewhere
 * one is written every few seconds. Belongs to one thread.
 */
public final class Progress {
  private static final double TERMINAL_SECONDS = 0.2;
  private static final double SECONDS = 5;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanoseconds;
  private String part = "";
  private long shown;

  /**
   * Makes a display that says nothing yet.
   *
   * @param terminal whether lines can be painted over
   * @param nanoseconds the clock
   */
  Progress(PrintWriter err, boolean terminal, LongSupplier nanoseconds) {
    this.err = err;
    this.terminal = terminal;
    this.nanoseconds = nanoseconds;
  }

  /** Makes a display for the person who started this process, if one is watching. */
  public static Progress on(PrintWriter err) {
    // Set by the launcher: only the shell knows whether standard error is a terminal.
    boolean terminal = Boolean.getBoolean("tagstream.terminal.progress");
    return new Progress(err, terminal, System::nanoTime);
  }

  /** Begins something. */
  public void begin(String part) {
    this.part = part;
    show("...");
  }

  /** Says how far it is, unless that was said just now. */
  public void at(String how) {
    double pause = terminal ? TERMINAL_SECONDS : SECONDS;
    if ((nanoseconds.getAsLong() - shown) / 1e9 >= pause) {
      show(how);
    }
  }

  /** Says how many events have gone through. */
  public void at(long events, long of, double seconds) {
    at(
        String.format(
            Locale.ROOT, "%,d of %,d events, %,.0f a second", events, of, events / seconds));
  }

  /** Says what came of it. */
  public void end(String what) {
    show(what);
    if (terminal) {
      err.println();
      err.flush();
    }
  }

  private void show(String how) {
    shown = nanoseconds.getAsLong();
    String line = String.format(Locale.ROOT, "%-24s %s", part, how);
    if (terminal) {
      err.print("\r\033[K" + line);
    } else {
      err.println(line);
    }
    err.flush();
  }
}
