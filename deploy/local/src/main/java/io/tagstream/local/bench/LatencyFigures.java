package io.tagstream.local.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * How late outputs are, in milliseconds: from the timestamp of an event, which is the time at which
 * it was to be sent, until a reader of committed records has its output.
 *
 * @param p50 the median
 * @param rate events sent a second
 * @param events how many that is
 * @param curve all percentiles there are
 */
record LatencyFigures(
    double p50,
    double p90,
    double p99,
    double p999,
    double max,
    double rate,
    long events,
    @JsonIgnore List<Percentile> curve) {

  /**
   * A point of the distribution.
   *
   * @param share of the events that are at most so late, in [0, 1]
   */
  record Percentile(double share, double millis) {}

  /**
   * Reads the figures of a histogram.
   *
   * @param histogram in microseconds
   */
  static LatencyFigures of(Histogram histogram, double rate) {
    List<Percentile> curve = new ArrayList<>();
    for (HistogramIterationValue value : histogram.percentiles(5)) {
      curve.add(
          new Percentile(
              value.getPercentileLevelIteratedTo() / 100, value.getValueIteratedTo() / 1000.0));
    }
    return new LatencyFigures(
        millis(histogram, 50),
        millis(histogram, 90),
        millis(histogram, 99),
        millis(histogram, 99.9),
        histogram.getMaxValue() / 1000.0,
        rate,
        histogram.getTotalCount(),
        curve);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1000.0;
  }
}
