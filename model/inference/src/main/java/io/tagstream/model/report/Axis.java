package io.tagstream.model.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The values along one side of a plot.
 *
 * @param low value at its beginning
 * @param high value at its end, above {@code low}
 * @param step from one tick to the next
 */
record Axis(double low, double high, double step) {
  private static final int TICKS = 5;

  /**
   * Makes an axis that begins and ends with a tick and holds two values, the least and the most.
   */
  static Axis holding(double least, double most) {
    double range = most > least ? most - least : Math.max(Math.abs(most) / 10, 1);
    double step = niceStep(range);
    double low = Math.floor(least / step + 1e-9) * step;
    double high = Math.ceil(most / step - 1e-9) * step;
    return new Axis(low, high > low ? high : low + step, step);
  }

  /** Makes an axis of whole numbers, such as epochs. */
  static Axis counting(double first, double last) {
    double step = Math.max(1, niceStep(last - first));
    return last > first ? new Axis(first, last, step) : new Axis(first - 1, first + 1, 1);
  }

  /** Returns 1, 2 or 5 times a power of ten. */
  private static double niceStep(double range) {
    double raw = Math.max(range, 1e-6) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double share = raw / power;
    double nice = share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10;
    return nice * power;
  }

  /** Returns where a value lies: 0 at the beginning, 1 at the end. */
  double position(double value) {
    return (value - low) / (high - low);
  }

  List<Double> ticks() {
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    return LongStream.rangeClosed(first, last).mapToObj(tick -> tick * step).toList();
  }

  /** Returns a value with as many decimals as the ticks need. */
  String label(double value) {
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
