package io.tagstream.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.topology.metrics.Gauges;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private final Map<MetricName, Metric> metrics = new HashMap<>();

  @Test
  void shouldAddUpWhatTasksHaveCounted() {
    add(Gauges.GROUP, "speculations-used-total", Map.of("task-id", "0_0"), 60.0);
    add(Gauges.GROUP, "speculations-used-total", Map.of("task-id", "0_1"), 30.0);
    add(Gauges.GROUP, "speculations-missed-total", missed("0_0", "other-state"), 3.0);
    add(Gauges.GROUP, "speculations-missed-total", missed("0_1", "other-state"), 2.0);
    add(Gauges.GROUP, "speculations-missed-total", missed("0_1", "failed"), 0.0);
    add(Gauges.GROUP, "encoder-time-ns-total", Map.of(), 2_000_000.0);
    add(Gauges.GROUP, "speculation-batch-size-avg", Map.of(), Double.NaN);
    add("stream-metrics", "speculations-used-total", Map.of(), 1000.0);

    Profile profile = Profile.of(metrics, 100);

    assertThat(profile.used()).isEqualTo(90);
    assertThat(profile.missed()).isEqualTo(Map.of("other-state", 5L));
    assertThat(profile.encoderMicros()).isEqualTo(20);
    assertThat(profile.batchSize()).isZero();
    assertThat(profile.made()).isZero();
  }

  private static Map<String, String> missed(String task, String reason) {
    return Map.of("task-id", task, "reason", reason);
  }

  private void add(String group, String name, Map<String, String> tags, double value) {
    MetricName metricName = new MetricName(name, group, "", tags);
    metrics.put(
        metricName,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metricName;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
