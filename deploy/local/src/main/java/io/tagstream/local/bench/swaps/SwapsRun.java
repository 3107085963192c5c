package io.tagstream.local.bench.swaps;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.StopSignal;
import io.tagstream.local.bench.BenchEvent;
import io.tagstream.local.bench.Guarantee;
import io.tagstream.local.bench.KeyChoice;
import io.tagstream.local.bench.Lengths;
import io.tagstream.local.bench.Machine;
import io.tagstream.local.bench.Progress;
import io.tagstream.local.bench.Workload;
import io.tagstream.local.bench.swaps.Verdict.Counts;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.topology.config.StreamMode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run from start to end: the trial, and the verdict. Belongs to the thread of the command. */
final class SwapsRun {
  /**
   * How many models take turns: more than stay open at a time (in force, coming, replaced just now,
   * and {@code tagstream.model.resident} others), so that each is opened anew when its turn comes.
   */
  private static final int VARIANTS = 12;

  /** Different texts, so that words nobody has heard of keep coming. */
  private static final int EVENTS = 50_000;

  /** From this swap on memory should not grow. */
  private static final int GROWTH_FROM = 10;

  /** With fewer swaps memory is still being taken for the first time. */
  private static final int FEWEST_FOR_GROWTH = 20;

  private static final double KIB_A_MIB = 1024;

  private final SwapsPlan plan;
  private final Progress progress;
  private final StopSignal stop;

  /**
   * @param stop the wish that it end before it is done
   */
  SwapsRun(SwapsPlan plan, Progress progress, StopSignal stop) {
    this.plan = plan;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Measures and judges.
   *
   * @throws CommandException if the application fails, or refuses a command
   */
  SwapsReport measure() throws InterruptedException, IOException {
    Map<String, Object> machine = Machine.describe();
    List<Bundle> bundles = plan.bundles().stream().map(Bundles::open).toList();
    String names = bundles.stream().map(SwapsRun::name).collect(Collectors.joining(" and "));
    try (Stage stage = Stage.open()) {
      progress.begin("models");
      List<Variant> variants = Variants.pack(bundles, VARIANTS, stage.archives());
      progress.end("%d made of %s".formatted(variants.size(), names));
      Trial.Course course = new Trial(plan, stage, events(), progress, stop).run(variants);
      progress.begin("verdict");
      Hearing hearing = new Hearing(stage.client());
      ModelTimeline timeline = hearing.timeline(bundles.get(0).id().digest());
      Counts counts = hearing.judge(timeline);
      String fault = counts.firstFault();
      progress.end(fault == null ? "every record is where it should be" : fault);
      SwapLatencies latencies = latencies(course, timeline.effectiveFrom());
      latencies.addAll(stage.latencies());
      return report(names, course, timeline, counts, latencies, machine);
    }
  }

  private static String name(Bundle bundle) {
    ModelId id = bundle.id();
    return id.name() + " " + id.version();
  }

  private List<BenchEvent> events() {
    return BenchEvent.of(
        new Workload(
            plan.bundles().get(0),
            StreamMode.UTTERANCE,
            Guarantee.EXACTLY_ONCE,
            KeyChoice.UNIFORM,
            plan.keys(),
            new Lengths(9, 20),
            EVENTS,
            /* threads= */ 1,
            /* inferenceThreads= */ 1,
            /* partitions= */ 1,
            plan.seed()));
  }

  private static SwapLatencies latencies(Trial.Course course, long[] effectiveFrom) {
    long last = effectiveFrom.length == 0 ? 0 : effectiveFrom[effectiveFrom.length - 1];
    return new SwapLatencies(
        course.calmBegin(), course.calmEnd(), effectiveFrom, last + Trial.PERIOD.toMillis());
  }

  private SwapsReport report(
      String model,
      Trial.Course course,
      ModelTimeline timeline,
      Counts counts,
      SwapLatencies latencies,
      Map<String, Object> machine) {
    long[] from = timeline.effectiveFrom();
    double seconds = from.length == 0 ? 0 : (from[from.length - 1] - from[0]) / 1000.0;
    OptionalDouble peak = course.memory().peakKib();
    return new SwapsReport(
        from.length,
        counts.records(),
        counts.lost(),
        counts.doubled(),
        counts.wrongModel(),
        latencies.p99Ratio(),
        growth(course.memory(), from),
        counts.provisional(),
        counts.deadLetters(),
        peak.isPresent() ? peak.getAsDouble() / KIB_A_MIB : null,
        latencies.near(),
        latencies.far(),
        latencies.calm(),
        timeline.late(),
        from.length < 2 ? 0 : seconds / (from.length - 1),
        seconds,
        course.maximum(),
        course.rate(),
        course.behindMillis(),
        plan.policy(),
        plan.keys(),
        model,
        course.preparing(),
        course.processor(),
        machine);
  }

  /** Compares the time in which each model served once with the last such time. */
  private static @Nullable Double growth(ResidentMemory memory, long[] from) {
    if (from.length < FEWEST_FOR_GROWTH) {
      return null;
    }
    int turn = Math.min(VARIANTS, (from.length - GROWTH_FROM) / 2);
    OptionalDouble early = memory.medianKib(from[GROWTH_FROM - 1], from[GROWTH_FROM - 1 + turn]);
    OptionalDouble late = memory.medianKib(from[from.length - 1 - turn], Long.MAX_VALUE);
    return early.isPresent() && late.isPresent()
        ? 100 * (late.getAsDouble() / early.getAsDouble() - 1)
        : null;
  }
}
