package io.tagstream.topology.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Where the time of a task goes, and what became of the answers made ahead for it. Totals since the
 * task began. Written by the thread of the task, read by any.
 */
public final class TaskMetrics implements AutoCloseable {
  private final LongAdder used = new LongAdder();
  private final Map<Miss, LongAdder> missed = new EnumMap<>(Miss.class);
  private final LongAdder waitNanos = new LongAdder();
  private final LongAdder taggingNanos = new LongAdder();
  private final LongAdder forwardNanos = new LongAdder();
  private final LongAdder provisional = new LongAdder();
  private final Gauges gauges;
  private final Map<Miss, Gauges> missGauges = new EnumMap<>(Miss.class);

  /** Adds the numbers of a task to the metrics of its application. */
  public TaskMetrics(ProcessorContext<?, ?> context) {
    // A task that moves to another thread may begin there before it has ended here.
    Map<String, String> tags =
        Map.of(
            "task-id", context.taskId().toString(), "thread-id", Thread.currentThread().getName());
    gauges =
        new Gauges(context.metrics(), "task", tags)
            .add("speculations-used-total", "Answers made ahead that were used", used::sum)
            .add(
                "wait-time-ns-total",
                "Nanoseconds this task has waited for answers that were being made",
                waitNanos::sum)
            .add(
                "tagging-time-ns-total",
                "Nanoseconds this task's thread has spent on tagging, for itself or others",
                taggingNanos::sum)
            .add(
                "forward-time-ns-total",
                "Nanoseconds spent on making the bytes of outputs and handing them to Kafka",
                forwardNanos::sum)
            .add("provisional-total", "Tagged texts with modelProvisional set", provisional::sum);
    for (Miss miss : Miss.values()) {
      LongAdder total = new LongAdder();
      missed.put(miss, total);
      missGauges.put(
          miss,
          new Gauges(context.metrics(), "misses", with(tags, "reason", miss.metricName()))
              .add(
                  "speculations-missed-total",
                  "Texts that were tagged on the spot, by reason",
                  total::sum));
    }
  }

  private static Map<String, String> with(Map<String, String> tags, String name, String value) {
    Map<String, String> more = new TreeMap<>(tags);
    more.put(name, value);
    return more;
  }

  /** An answer made ahead was used. */
  public void used() {
    used.increment();
  }

  /** A text is tagged on the spot. */
  public void missed(Miss miss) {
    Objects.requireNonNull(missed.get(miss)).increment();
  }

  /** A text was tagged by a model that a replay might not choose. */
  public void provisional() {
    provisional.increment();
  }

  /** The task has waited since a time of {@link System#nanoTime}. */
  public void waitedSince(long begin) {
    waitNanos.add(System.nanoTime() - begin);
  }

  /** The task's thread has tagged since a time of {@link System#nanoTime}. */
  public void taggedSince(long begin) {
    taggingNanos.add(System.nanoTime() - begin);
  }

  /** An outcome has been made ready and forwarded since a time of {@link System#nanoTime}. */
  public void forwardedSince(long begin) {
    forwardNanos.add(System.nanoTime() - begin);
  }

  @Override
  public void close() {
    gauges.close();
    missGauges.values().forEach(Gauges::close);
  }
}
