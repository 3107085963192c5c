package io.tagstream.topology.speculation;

import io.tagstream.topology.metrics.Gauges;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.StreamsMetrics;

/** What has been made ahead. Safe for use by several threads. */
final class SpeculationMetrics {
  private final LongAdder batches = new LongAdder();
  private final LongAdder made = new LongAdder();

  /** A batch has been computed. */
  void made(int texts) {
    batches.increment();
    made.add(texts);
  }

  /**
   * Adds the numbers to the metrics of an application; they stay as long as those.
   *
   * @param answerBytes about how many bytes the answers take that wait for their turn
   */
  void addTo(StreamsMetrics metrics, LongSupplier answerBytes) {
    new Gauges(metrics, "speculation", Map.of())
        .add("speculations-made-total", "Texts that were tagged ahead", made::sum)
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
