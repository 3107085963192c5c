package io.tagstream.training.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Figures {
  private Figures() {}

  /** Returns a figure with one decimal, or a dash for none. */
  static String percent(@Nullable Double value) {
    return value == null ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Returns a probability in whole percent. */
  static String share(float probability) {
    return Math.round(100 * probability) + " %";
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns a span of time, as long ones and short ones are spoken of. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 100) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    return whole < 6000
        ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
  }
}
