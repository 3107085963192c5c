package io.tagstream.training;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Where a training says how it goes. On a terminal one line is written over and over, between those
 * that stay. Owned by one thread.
 */
final class ProgressLine {
  private static final int BAR_WIDTH = 24;
  private static final long REDRAW_NANOS = 200_000_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long drawn;

  /**
   * Makes a line that shows nothing yet.
   *
   * @param terminal whether a line can be written over
   * @param nanoTime the time in nanoseconds since some moment
   */
  ProgressLine(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /** Returns one on standard error, with the time of the machine. */
  static ProgressLine onStandardError(PrintWriter err) {
    // Set by the launcher: only the shell knows whether standard error is a terminal.
    return new ProgressLine(
        err, Boolean.getBoolean("tagstream.terminal.progress"), System::nanoTime);
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }

  /** Shows how much is done, unless it was shown a moment ago; the end is always shown. */
  void show(long done, long all, String status) {
    long now = nanoTime.getAsLong();
    if (terminal && (now - drawn >= REDRAW_NANOS || done == all)) {
      drawn = now;
      int full = (int) (BAR_WIDTH * done / all);
      err.print(
          "\r[%s%s] %s\033[K".formatted("=".repeat(full), " ".repeat(BAR_WIDTH - full), status));
      err.flush();
    }
  }

  /** Clears what is written over. */
  void clear() {
    if (terminal) {
      err.print("\r\033[K");
    }
  }

  /** Says something that stays. */
  void say(String format, Object... arguments) {
    err.println(String.format(Locale.ROOT, format, arguments));
    err.flush();
  }

  static String clock(Duration duration) {
    return duration.toHours() > 0
        ? String.format(Locale.ROOT, "%d:%02d h", duration.toHours(), duration.toMinutesPart())
        : String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
  }
}
