package io.tagstream.topology.metrics;

import io.tagstream.model.EncoderWork;
import io.tagstream.model.serving.Taggers;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.StreamsMetrics;

/** What the encoders of all models have done, by all threads of an application. */
public final class EncoderMetrics {
  private EncoderMetrics() {}

  /** Adds the numbers to the metrics of an application; they stay as long as those. */
  public static void add(StreamsMetrics metrics, Taggers taggers) {
    new Gauges(metrics, "encoder", Map.of())
        .add(
            "encoder-time-ns-total",
            "Nanoseconds spent in the encoder, all threads added up",
            () -> of(taggers, EncoderWork::nanos))
        .add(
            "encoder-tokens-total",
            "Tokens encoded, padding left out",
            () -> of(taggers, EncoderWork::tokens))
        .add(
            "encoder-batch-size-avg",
            "Mean number of rows of a batch",
            () -> of(taggers, work -> (double) work.rows() / work.batches()))
        .add(
            "encoder-padding-share",
            "Share of what is computed that is padding, 0 to 1",
            () -> of(taggers, work -> 1 - (double) work.tokens() / work.paddedTokens()));
  }

  private static double of(Taggers taggers, ToDoubleFunction<EncoderWork> number) {
    return number.applyAsDouble(taggers.work());
  }
}
