package io.tagstream.local.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an application reaches.
 *
 * @param eventsPerSecond committed, while there were always more
 * @param cpuMicrosPerEvent processor time of its threads, the sum of {@code cpuMicros}
 * @param cpuMicros processor time an event by what threads are there for
 * @param processCpuMicrosPerEvent processor time of the whole process: broker, compiler and garbage
 *     collector, where they are in it, included
 * @param measuredEvents how many events that is the mean of
 * @param profile where the time went, the warm-up included
 * @param latencyMillis how late outputs are at a fixed rate, or {@code null} if not measured
 * @param commits how many events were answered when
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApplicationFigures(
    double eventsPerSecond,
    double cpuMicrosPerEvent,
    Map<String, Double> cpuMicros,
    double processCpuMicrosPerEvent,
    long measuredEvents,
    Profile profile,
    @Nullable LatencyFigures latencyMillis,
    @JsonIgnore List<Moment> commits) {

  /**
   * How far an application was.
   *
   * @param seconds since it was started
   * @param events answered for good
   */
  record Moment(double seconds, long events) {}

  static ApplicationFigures of(
      long events,
      double seconds,
      CpuClock.Reading begin,
      CpuClock.Reading end,
      Profile profile,
      List<Moment> commits) {
    Map<String, Double> cpuMicros = new TreeMap<>();
    double sum = 0;
    for (CpuGroup group : CpuGroup.values()) {
      long nanos = end.nanos().getOrDefault(group, 0L) - begin.nanos().getOrDefault(group, 0L);
      double micros = nanos / 1000.0 / events;
      cpuMicros.put(group.toString(), micros);
      sum += micros;
    }
    return new ApplicationFigures(
        events / seconds,
        sum,
        cpuMicros,
        (end.process() - begin.process()) / 1000.0 / events,
        events,
        profile,
        null,
        commits);
  }

  ApplicationFigures with(LatencyFigures latency) {
    return new ApplicationFigures(
        eventsPerSecond,
        cpuMicrosPerEvent,
        cpuMicros,
        processCpuMicrosPerEvent,
        measuredEvents,
        profile,
        latency,
        commits);
  }
}
