package io.tagstream.local.bench.swaps;

import io.tagstream.topology.metrics.Gauges;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What the process that tags says of itself.
 *
 * @param collectionMillis in which the garbage collector stopped it
 * @param heapMib in use on the heap, garbage included
 * @param counted Tagstream's own counters, added up over tags
 */
record ProcessorFigures(long collectionMillis, long heapMib, SortedMap<String, Double> counted) {

  /** Reads the figures of this process. */
  static ProcessorFigures of(Map<MetricName, ? extends Metric> metrics) {
    SortedMap<String, Double> counted = new TreeMap<>();
    metrics.forEach(
        (name, metric) -> {
          if (name.group().equals(Gauges.GROUP)
              && metric.metricValue() instanceof Double value
              && Double.isFinite(value)) {
            String reason = name.tags().get("reason");
            counted.merge(
                reason == null ? name.name() : name.name() + ":" + reason, value, Double::sum);
          }
        });
    long collection =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new ProcessorFigures(collection, heap >> 20, counted);
  }
}
