package io.tagstream.local.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Adds up what became of answers made ahead, over all tasks, also of those that are closed by now.
 * Safe for use by several threads.
 */
final class Figures {
  /** Key of such an object among the settings of an application. */
  static final String CONFIG = "test.figures";

  /** Those of applications that name none. */
  static final Figures OF_PROCESS = new Figures();

  private static final String USED = "speculations-used-total";
  private static final String MISSED = "speculations-missed-total";

  private final Set<KafkaMetric> metrics = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> closed = new ConcurrentHashMap<>();

  private void add(KafkaMetric metric) {
    String name = metric.metricName().name();
    if (name.equals(USED) || name.equals(MISSED)) {
      metrics.add(metric);
    }
  }

  private void remove(KafkaMetric metric) {
    if (metrics.remove(metric)) {
      closed.merge(name(metric), value(metric), Long::sum);
    }
  }

  /** Returns how many answers were used, and by reason how many were not. */
  Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>(closed);
    metrics.forEach(metric -> all.merge(name(metric), value(metric), Long::sum));
    all.values().removeIf(total -> total == 0);
    return all;
  }

  /** Adds what such an object in another process has said of itself. */
  void add(String others) {
    Pattern figure = Pattern.compile("(\\S+)=(\\d+)");
    for (MatchResult found : figure.matcher(others).results().toList()) {
      closed.merge(found.group(1), Long.valueOf(found.group(2)), Long::sum);
    }
  }

  @Override
  public String toString() {
    return all().entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  /** Returns how many answers were used. */
  long used() {
    return all().getOrDefault("used", 0L);
  }

  private static String name(KafkaMetric metric) {
    return metric.metricName().name().equals(USED)
        ? "used"
        : metric.metricName().tags().getOrDefault("reason", "?");
  }

  private static long value(KafkaMetric metric) {
    return ((Number) metric.metricValue()).longValue();
  }

  /** Tells figures of the metrics of an application, in whose settings it stands. */
  public static final class Reporter implements MetricsReporter {
    private Figures figures = OF_PROCESS;

    @Override
    public void configure(Map<String, ?> settings) {
      if (settings.get(CONFIG) instanceof Figures found) {
        figures = found;
      }
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
      metrics.forEach(figures::add);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
      figures.add(metric);
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
      figures.remove(metric);
    }

    @Override
    public void close() {}
  }
}
