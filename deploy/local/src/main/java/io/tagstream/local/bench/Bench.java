package io.tagstream.local.bench;

import io.tagstream.app.CommandException;
import io.tagstream.app.run.Settings;
import io.tagstream.app.run.StopSignal;
import io.tagstream.app.run.Topics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A run of the benchmark from start to end: the same events for everything that is measured, one
 * after another. Belongs to the thread of the command.
 */
final class Bench {
  /** The part of the maximum at which latencies are measured: one of so many. */
  private static final int RATE_PART = 10;

  /**
   * Events of an application that is not measured, so that the first one that is finds as much
   * compiled as the last; less than a few times as many are no measurement, and go without.
   */
  private static final int WARM_UP = 2000;

  private final BenchCluster cluster;
  private final Workload workload;
  private final ApplicationSettings applications;
  private final Progress progress;
  private final StopSignal stop;
  private final List<BenchEvent> events;
  private final PartTaggers taggers;
  private final Map<Part, ApplicationFigures> figures = new EnumMap<>(Part.class);

  /**
   * Makes a run that has not begun.
   *
   * @param stop the wish that it end before it is done
   */
  Bench(
      BenchCluster cluster,
      Workload workload,
      ApplicationSettings applications,
      Progress progress,
      StopSignal stop) {
    this.cluster = cluster;
    this.workload = workload;
    this.applications = applications;
    this.progress = progress;
    this.stop = stop;
    this.events = BenchEvent.of(workload);
    this.taggers = new PartTaggers(workload, settings(Part.PLAIN).tagging().streams(), events);
  }

  /**
   * How latencies are measured.
   *
   * @param eventsPerSecond or {@code null} for a part of the maximum of {@link Part#PLAIN}
   * @param seconds how long; 0 for not at all
   */
  record Latency(@Nullable Integer eventsPerSecond, int seconds) {}

  /**
   * Measures.
   *
   * @throws CommandException if an application fails, or what it wrote is not what it should be
   */
  BenchReport measure(Set<Part> parts, Latency latency) throws InterruptedException {
    Map<String, Object> machine = Machine.describe();
    LimitFigures limit = parts.contains(Part.LIMIT) ? measureLimit() : null;
    Integer identical = null;
    if (parts.stream().anyMatch(Part::isApplication)) {
      identical = measureApplications(parts);
      measureLatencies(parts, latency);
    }
    return new BenchReport(
        limit,
        figures.get(Part.KAFKA),
        figures.get(Part.PLAIN),
        figures.get(Part.SPECULATIVE),
        identical,
        BenchReport.describe(workload, taggers.model()),
        machine);
  }

  private LimitFigures measureLimit() throws InterruptedException {
    progress.begin("limit");
    LimitFigures found =
        new LimitRun(taggers.rules(), Math.max(1, workload.inferenceThreads()), progress, stop)
            .measure(events, taggers::open);
    progress.end(perSecond(found.eventsPerSecond()));
    return found;
  }

  private Settings settings(Part part) {
    return applications.of(part.toString(), inputTopic(), part == Part.SPECULATIVE);
  }

  private String inputTopic() {
    return cluster.prefix() + "-events";
  }

  /** Returns how many outputs of the two that must be equal are, if both were measured. */
  private @Nullable Integer measureApplications(Set<Part> parts) throws InterruptedException {
    write();
    try (Admin admin = cluster.admin()) {
      warmUp(admin);
      for (Part part : Part.values()) {
        if (part.isApplication() && parts.contains(part)) {
          progress.begin(part.toString());
          ApplicationFigures found =
              new FlatOutRun(admin, progress, workload, events.size())
                  .measure(part.toString(), settings(part), taggers.open(part));
          figures.put(part, found);
          progress.end(perSecond(found.eventsPerSecond()));
        }
      }
    }
    return parts.contains(Part.PLAIN) && parts.contains(Part.SPECULATIVE) ? compare() : null;
  }

  private void warmUp(Admin admin) throws InterruptedException {
    if (events.size() >= 4 * WARM_UP) {
      progress.begin("warm-up");
      new FlatOutRun(admin, progress, workload, WARM_UP)
          .measure("warm-up", applications.of("warm-up", inputTopic(), true), taggers.open());
      progress.end("done");
    }
  }

  private void write() {
    progress.begin("events");
    makeTopic(inputTopic());
    long now = System.currentTimeMillis();
    try (EventSender sender =
        new EventSender(cluster.clientSettings(), inputTopic(), workload.partitions())) {
      events.forEach(event -> sender.send(event, now));
      sender.flush();
    }
    progress.end(String.format(Locale.ROOT, "%,d written", events.size()));
  }

  private void makeTopic(String topic) {
    new Topics(settings(Part.PLAIN)).create(Set.of(topic), Optional.of(workload.partitions()));
  }

  private int compare() {
    progress.begin("outputs");
    Map<String, Object> client = cluster.clientSettings();
    Outputs plain = OutputTopics.read(client, settings(Part.PLAIN).tagging());
    Outputs speculative = OutputTopics.read(client, settings(Part.SPECULATIVE).tagging());
    Optional<String> difference = plain.differenceFrom(speculative);
    if (difference.isPresent() || plain.size() != events.size()) {
      throw new CommandException(
          "Outputs: expected one for each of %d events, the same with and without speculation: %s. This is an error of Tagstream: set tagstream.speculation.enabled=false until it is mended, and report it with the seed, %d."
              .formatted(
                  events.size(),
                  difference.orElse("found " + plain.size() + " of each"),
                  workload.seed()));
    }
    progress.end(String.format(Locale.ROOT, "%,d, all the same", plain.size()));
    return plain.size();
  }

  private void measureLatencies(Set<Part> parts, Latency latency) throws InterruptedException {
    if (latency.seconds == 0) {
      return;
    }
    for (Part part : List.of(Part.PLAIN, Part.SPECULATIVE)) {
      if (parts.contains(part)) {
        String name = part + "-latency";
        String topic = cluster.prefix() + "-" + name + "-events";
        progress.begin(part + ", latency");
        makeTopic(topic);
        double rate = rate(part, latency);
        LatencyFigures found =
            new OpenLoopRun(
                    cluster.clientSettings(),
                    progress,
                    workload.partitions(),
                    rate,
                    latency.seconds)
                .measure(
                    name,
                    applications.of(name, topic, part == Part.SPECULATIVE),
                    taggers.open(part),
                    events);
        figures.computeIfPresent(part, (unused, figure) -> figure.with(found));
        progress.end(String.format(Locale.ROOT, "median %.1f ms", found.p50()));
      }
    }
  }

  private double rate(Part part, Latency latency) {
    if (latency.eventsPerSecond != null) {
      return latency.eventsPerSecond;
    }
    ApplicationFigures most = figures.getOrDefault(Part.PLAIN, figures.get(part));
    return most == null ? 1 : Math.max(1, most.eventsPerSecond() / RATE_PART);
  }

  private static String perSecond(double events) {
    return String.format(Locale.ROOT, "%,.0f events a second", events);
  }
}
