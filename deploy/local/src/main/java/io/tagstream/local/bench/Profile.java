package io.tagstream.local.bench;

import io.tagstream.topology.metrics.Gauges;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Where the time of an application went, by its own metrics, from its start on. Microseconds are
 * those of an event, by the clock and added up over threads.
 *
 * @param made answers made ahead
 * @param used those of them that were used
 * @param missed events that were tagged on the spot though answers are made ahead, by reason
 * @param batchSize mean number of answers made in one call
 * @param encoderRows mean number of rows the encoder was given in one call
 * @param paddingShare share of what the encoder computed that was padding, in [0, 1]
 * @param encoderMicros in the encoder
 * @param taggingMicros the stream thread in calls of the tagger
 * @param waitMicros the stream thread waiting for answers that were being made
 * @param forwardMicros the stream thread making outputs and handing them to Kafka
 */
record Profile(
    long made,
    long used,
    SortedMap<String, Long> missed,
    double batchSize,
    double encoderRows,
    double paddingShare,
    double encoderMicros,
    double taggingMicros,
    double waitMicros,
    double forwardMicros) {
  private static final String REASON = "reason";

  /**
   * Reads metrics.
   *
   * @param events answered so far
   */
  static Profile of(Map<MetricName, ? extends Metric> metrics, long events) {
    SortedMap<String, Double> sums = new TreeMap<>();
    SortedMap<String, Long> missed = new TreeMap<>();
    metrics.forEach(
        (name, metric) -> {
          if (name.group().equals(Gauges.GROUP) && metric.metricValue() instanceof Double value) {
            // Nothing divided by nothing, where nothing was done.
            double number = Double.isFinite(value) ? value : 0;
            sums.merge(name.name(), number, Double::sum);
            String reason = name.tags().get(REASON);
            if (reason != null && number > 0) {
              missed.merge(reason, (long) number, Long::sum);
            }
          }
        });
    Figures figures = new Figures(sums, events);
    return new Profile(
        (long) figures.of("speculations-made-total"),
        (long) figures.of("speculations-used-total"),
        missed,
        figures.of("speculation-batch-size-avg"),
        figures.of("encoder-batch-size-avg"),
        figures.of("encoder-padding-share"),
        figures.micros("encoder-time-ns-total"),
        figures.micros("tagging-time-ns-total"),
        figures.micros("wait-time-ns-total"),
        figures.micros("forward-time-ns-total"));
  }

  /** Metrics of Tagstream, added up over tasks. */
  private record Figures(SortedMap<String, Double> sums, long events) {
    double of(String name) {
      return sums.getOrDefault(name, 0.0);
    }

    double micros(String name) {
      return of(name) / 1000 / events;
    }
  }
}
