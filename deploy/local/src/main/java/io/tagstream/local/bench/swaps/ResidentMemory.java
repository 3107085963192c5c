package io.tagstream.local.bench.swaps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The memory a process has in use, as Linux counts it, over time; empty elsewhere. Belongs to one
 * thread.
 */
final class ResidentMemory {
  private final List<Sample> samples = new ArrayList<>();

  /**
   * What was in use at a time.
   *
   * @param millis since the epoch
   */
  record Sample(long millis, long kib) {}

  /** Looks at a process; one that is gone, or a system that does not say, gives no sample. */
  void look(long pid) {
    try {
      Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .forEach(kib -> add(System.currentTimeMillis(), kib));
    } catch (IOException e) {
      // No Linux, or no such process any more.
    }
  }

  void add(long millis, long kib) {
    samples.add(new Sample(millis, kib));
  }

  /** Returns the most that was in use, in KiB. */
  OptionalDouble peakKib() {
    return samples.stream().mapToDouble(Sample::kib).max();
  }

  /** Returns the median of what was in use from one time until before another, in KiB. */
  OptionalDouble medianKib(long from, long until) {
    List<Long> found = new ArrayList<>();
    samples.stream()
        .filter(sample -> sample.millis >= from && sample.millis < until)
        .forEach(sample -> found.add(sample.kib));
    if (found.isEmpty()) {
      return OptionalDouble.empty();
    }
    Collections.sort(found);
    return OptionalDouble.of(
        (found.get((found.size() - 1) / 2) + found.get(found.size() / 2)) / 2.0);
  }
}
