package io.tagstream.local.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagstream.model.ModelId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a run of the benchmark has found; what was not measured is {@code null}.
 *
 * @param identical how many outputs of {@code plain} and {@code speculative} are the same, byte for
 *     byte
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BenchReport(
    @Nullable LimitFigures limit,
    @Nullable ApplicationFigures kafka,
    @Nullable ApplicationFigures plain,
    @Nullable ApplicationFigures speculative,
    @Nullable Integer identical,
    Map<String, Object> workload,
    Map<String, Object> machine) {

  /** Says what was measured, in figures and words. */
  static Map<String, Object> describe(Workload workload, ModelId model) {
    Map<String, Object> said = new TreeMap<>();
    said.put("bundle", model.name() + " " + model.version());
    said.put("mode", workload.mode().configName());
    said.put("guarantee", workload.guarantee().toString());
    said.put("key", workload.key().toString());
    if (workload.key() == KeyChoice.UNIFORM) {
      said.put("keys", workload.keys());
    }
    said.put("lengths", workload.lengths().toString());
    said.put("events", workload.events());
    said.put("threads", workload.threads());
    said.put("inferenceThreads", workload.inferenceThreads());
    said.put("partitions", workload.partitions());
    said.put("seed", workload.seed());
    return said;
  }
}
