package io.tagstream.topology.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Numbers that are read when somebody asks for them, in the group {@value #GROUP} of the metrics of
 * an application. A number that is there already under the same name and tags stays the one it is.
 * Safe for use by several threads.
 */
public final class Gauges implements AutoCloseable {
  /** Group of all metrics of Tagstream. */
  public static final String GROUP = "tagstream-metrics";

  private final StreamsMetrics metrics;
  private final Sensor sensor;
  private final Map<String, String> tags;

  /**
   * @param name of these gauges, among all of an application
   * @param tags of each of them
   */
  public Gauges(StreamsMetrics metrics, String name, Map<String, String> tags) {
    this.metrics = metrics;
    this.sensor =
        metrics.addSensor(GROUP + "." + name + new TreeMap<>(tags), Sensor.RecordingLevel.INFO);
    this.tags = Map.copyOf(tags);
  }

  /**
   * Adds a number.
   *
   * @param value what it is now; called by whoever reads metrics
   */
  public Gauges add(String name, String description, DoubleSupplier value) {
    sensor.add(new MetricName(name, GROUP, description, tags), new Gauge(value));
    return this;
  }

  /** Takes the numbers out again. */
  @Override
  public void close() {
    metrics.removeSensor(sensor);
  }

  /** Nothing is recorded: the number is kept elsewhere. */
  private record Gauge(DoubleSupplier value) implements MeasurableStat {
    @Override
    public void record(MetricConfig config, double recorded, long timeMillis) {}

    @Override
    public double measure(MetricConfig config, long now) {
      return value.getAsDouble();
    }
  }
}
