package io.tagstream.local.bench.swaps;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long records take from poll to forward, by when they were forwarded: within a second after a
 * model took over, later than that, and in a calm time before any model was changed. Belongs to one
 * thread.
 */
final class SwapLatencies {
  /** How long after an activation a record counts as near to it. */
  static final long NEAR_MILLIS = 1000;

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

  private final long calmBegin;
  private final long calmEnd;
  private final long[] effectiveFrom;
  private final long end;
  private final Histogram near = histogram();
  private final Histogram far = histogram();
  private final Histogram calm = histogram();

  /**
   * Percentiles in milliseconds.
   *
   * @param records how many
   */
  record Percentiles(double p50, double p99, double p999, double max, long records) {
    private static Percentiles of(Histogram histogram) {
      return new Percentiles(
          histogram.getValueAtPercentile(50) / 1000.0,
          histogram.getValueAtPercentile(99) / 1000.0,
          histogram.getValueAtPercentile(99.9) / 1000.0,
          histogram.getMaxValue() / 1000.0,
          histogram.getTotalCount());
    }
  }

  /**
   * Makes one without latencies. All times are in milliseconds since the epoch.
   *
   * @param calmBegin from when on, and
   * @param calmEnd until when nothing is done to models
   * @param effectiveFrom when models took over, in order
   * @param end after it nothing counts
   */
  SwapLatencies(long calmBegin, long calmEnd, long[] effectiveFrom, long end) {
    this.calmBegin = calmBegin;
    this.calmEnd = calmEnd;
    this.effectiveFrom = effectiveFrom.clone();
    this.end = end;
  }

  private static Histogram histogram() {
    return new Histogram(LONGEST_MICROS, 3);
  }

  /** Adds all that {@link LatencyRecorder} has written to a file. */
  void addAll(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (long left = Files.size(file) / LatencyRecorder.BYTES; left > 0; left--) {
        add(in.readLong(), in.readInt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Latencies cannot be read: " + e.getMessage(), e);
    }
  }

  void add(long forwarded, long micros) {
    long value = Math.max(0, Math.min(LONGEST_MICROS, micros));
    if (forwarded >= calmBegin && forwarded < calmEnd) {
      calm.recordValue(value);
    }
    int found = Arrays.binarySearch(effectiveFrom, forwarded);
    int latest = found >= 0 ? found : -found - 2;
    if (latest >= 0 && forwarded < end) {
      boolean isNear = forwarded - effectiveFrom[latest] < NEAR_MILLIS;
      (isNear ? near : far).recordValue(value);
    }
  }

  /** Those of the second after an activation. */
  Percentiles near() {
    return Percentiles.of(near);
  }

  /** Those after that second, until the next activation. */
  Percentiles far() {
    return Percentiles.of(far);
  }

  /** Those of the calm time. */
  Percentiles calm() {
    return Percentiles.of(calm);
  }

  /**
   * Returns how many times the p99 far from activations that near to them is, if both are known.
   */
  @Nullable Double p99Ratio() {
    return near.getTotalCount() == 0 || far.getTotalCount() == 0
        ? null
        : near().p99() / far().p99();
  }
}
