package io.tagstream.local.bench.swaps;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.local.bench.swaps.SwapLatencies.Percentiles;
import io.tagstream.topology.config.ModelChange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trial has found; what was not measured is null.
 *
 * @param swaps activations that counted
 * @param p99Ratio of {@code near} to {@code far}
 * @param residentGrowthPercent of the process that tags, from the swaps after the tenth to the last
 *     ones, as many as there are models
 * @param near from poll to forward, in milliseconds, of records that were forwarded in the second
 *     after an activation
 * @param far of those later than that
 * @param calm of those before any model was prepared
 * @param late activations that were written too late, and sent again
 * @param secondsPerSwap mean time between activations
 * @param seconds from the first activation to the last
 * @param behindMillis by how much the latest event was late
 * @param preparing how long models were prepared, which shows that each was opened anew
 * @param processor what the process that tags said of itself at the end
 */
@JsonPropertyOrder({
  "swaps",
  "records",
  "lost",
  "doubled",
  "wrongModel",
  "p99Ratio",
  "residentGrowthPercent"
})
record SwapsReport(
    int swaps,
    long records,
    long lost,
    long doubled,
    long wrongModel,
    @Nullable Double p99Ratio,
    @Nullable Double residentGrowthPercent,
    long provisional,
    long deadLetters,
    @JsonProperty("peakResidentMiB") @Nullable Double peakResidentMib,
    Percentiles near,
    Percentiles far,
    Percentiles calm,
    int late,
    double secondsPerSwap,
    double seconds,
    @Nullable Double maximumPerSecond,
    double ratePerSecond,
    long behindMillis,
    ModelChange policy,
    int keys,
    String model,
    Statuses.Preparing preparing,
    ProcessorFigures processor,
    Map<String, Object> machine) {}
