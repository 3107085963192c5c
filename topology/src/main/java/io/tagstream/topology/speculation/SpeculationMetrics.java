package io.tagstream.topology.speculation;

import io.tagstream.topology.metrics.Gauges;
import io.tagstream.topology.tagging.TaggingResult;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.StreamsMetrics;
import org.jspecify.annotations.Nullable;

/** What has been made ahead. Safe for use by several threads. */
final class SpeculationMetrics {
  private final LongAdder batches = new LongAdder();
  private final LongAdder made = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /** A batch has been computed; where there is no result, something other than the text failed. */
  void made(@Nullable TaggingResult[] results) {
    batches.increment();
    for (TaggingResult result : results) {
      if (result instanceof TaggingResult.Answered) {
        made.increment();
      } else if (!(result instanceof TaggingResult.Rejected)) {
        failed.increment();
      }
    }
  }

  /**
   * Adds the numbers to the metrics of an application; they stay as long as those.
   *
   * @param answerBytes about how many bytes the answers take that wait for their turn
   */
  void addTo(StreamsMetrics metrics, LongSupplier answerBytes) {
    new Gauges(metrics, "speculation", Map.of())
        .add("speculations-made-total", "Texts that were tagged ahead", made::sum)
        .add(
            "speculations-failed-total",
            "Texts that could not be tagged ahead and were none the worse for it",
            failed::sum)
        .add("speculation-batches-total", "Batches of texts tagged ahead", batches::sum)
        .add(
            "speculation-batch-size-avg",
            "Mean number of texts of a batch tagged ahead",
            () -> made.doubleValue() / batches.doubleValue())
        .add(
            "speculation-answer-bytes",
            "About how many bytes answers take that wait for their turn",
            answerBytes::getAsLong);
  }
}
