package io.tagstream.topology.speculation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What has been made ahead, and what became of it. Safe for use by several threads. */
final class SpeculationCounts {
  private final LongAdder batches = new LongAdder();
  private final LongAdder made = new LongAdder();
  private final LongAdder used = new LongAdder();
  private final Map<Miss, LongAdder> missed = new ConcurrentHashMap<>();

  void made(int texts) {
    batches.increment();
    made.add(texts);
  }

  void used() {
    used.increment();
  }

  void missed(Miss miss) {
    missed.computeIfAbsent(miss, reason -> new LongAdder()).increment();
  }

  @Override
  public String toString() {
    return "batches " + batches + ", made " + made + ", used " + used + ", missed " + missed;
  }
}
