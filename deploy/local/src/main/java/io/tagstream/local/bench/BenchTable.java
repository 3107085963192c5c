package io.tagstream.local.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the figures of a benchmark as tables for people. */
final class BenchTable {
  /** What speculation is to reach: so many times the events of one call each. */
  private static final double AIM_RATIO = 3;

  /** What an event may cost beside what Kafka takes: so much of the limit. */
  private static final double AIM_CPU = 1.3;

  private static final String ROW = "  %-12s %10s %10s %10s %10s %10s %10s%n";
  private static final String PROFILE_ROW = "  %-12s %12s %12s %12s %12s %10s%n";
  private static final String LATENCY_ROW = "  %-12s %10s %10s %10s %10s %10s %10s%n";

  private final PrintWriter out;

  BenchTable(PrintWriter out) {
    this.out = out;
  }

  void print(BenchReport report) {
    out.printf("%s%n%s%n", line(report.workload()), line(report.machine()));
    if (report.machine().get(Machine.BUSY) == Boolean.TRUE) {
      out.println("Others keep this machine busy: times by the clock are theirs, too.");
    }
    out.println();
    out.printf(ROW, "", "events/s", "CPU us of", "", "", "", "back-");
    out.printf(ROW, "", "", "an event", "stream", "inference", "producer", "ground");
    LimitFigures limit = report.limit();
    if (limit != null) {
      out.printf(
          ROW,
          Part.LIMIT,
          decimals(limit.eventsPerSecond(), 0),
          decimals(limit.cpuMicrosPerEvent(), 1),
          "-",
          decimals(limit.cpuMicrosPerEvent(), 1),
          "-",
          "-");
    }
    print(Part.KAFKA, report.kafka());
    print(Part.PLAIN, report.plain());
    print(Part.SPECULATIVE, report.speculative());
    printRest(report);
    printProfiles(report);
    printLatencies(report);
    out.println();
    printVerdicts(report);
  }

  private void print(Part part, @Nullable ApplicationFigures figures) {
    if (figures == null) {
      return;
    }
    Map<String, Double> cpu = figures.cpuMicros();
    out.printf(
        ROW,
        part,
        decimals(figures.eventsPerSecond(), 0),
        decimals(figures.cpuMicrosPerEvent(), 1),
        decimals(cpu.getOrDefault("stream", 0.0), 1),
        decimals(cpu.getOrDefault("inference", 0.0), 1),
        decimals(cpu.getOrDefault("producer", 0.0), 1),
        decimals(cpu.getOrDefault("background", 0.0), 1));
  }

  /** What is no thread of the application is told apart, for it depends on what else runs here. */
  private void printRest(BenchReport report) {
    LimitFigures limit = report.limit();
    if (limit != null) {
      out.printf("%n  limit: batches of %d%n", limit.batchSize());
    }
    StringBuilder whole = new StringBuilder();
    append(whole, Part.KAFKA, report.kafka());
    append(whole, Part.PLAIN, report.plain());
    append(whole, Part.SPECULATIVE, report.speculative());
    if (!whole.isEmpty()) {
      out.printf("  CPU us of an event, whole process (with broker, compiler):%s%n", whole);
    }
  }

  private static void append(StringBuilder line, Part part, @Nullable ApplicationFigures figures) {
    if (figures != null) {
      line.append(line.isEmpty() ? " " : ", ")
          .append(part)
          .append(' ')
          .append(decimals(figures.processCpuMicrosPerEvent(), 1));
    }
  }

  private void printProfiles(BenchReport report) {
    if (report.plain() == null && report.speculative() == null) {
      return;
    }
    out.printf("%nMicroseconds of an event by the clock, all threads added up, warm-up included%n");
    out.printf(PROFILE_ROW, "", "encoder", "stream thr.", "stream thr.", "stream thr.", "padding");
    out.printf(PROFILE_ROW, "", "", "tagging", "waiting", "forwarding", "%");
    printProfile(Part.PLAIN, report.plain());
    printProfile(Part.SPECULATIVE, report.speculative());
    if (report.speculative() != null) {
      Profile profile = report.speculative().profile();
      out.printf(
          Locale.ROOT,
          "%n  speculative: %,d answers made ahead, %.1f in a call; %,d used, missed %s%n",
          profile.made(),
          profile.batchSize(),
          profile.used(),
          profile.missed().isEmpty() ? "none" : profile.missed());
    }
  }

  private void printProfile(Part part, @Nullable ApplicationFigures figures) {
    if (figures != null) {
      Profile profile = figures.profile();
      out.printf(
          PROFILE_ROW,
          part,
          decimals(profile.encoderMicros(), 1),
          decimals(profile.taggingMicros(), 1),
          decimals(profile.waitMicros(), 1),
          decimals(profile.forwardMicros(), 1),
          decimals(100 * profile.paddingShare(), 1));
    }
  }

  private void printLatencies(BenchReport report) {
    LatencyFigures plain = latency(report.plain());
    LatencyFigures speculative = latency(report.speculative());
    LatencyFigures any = plain == null ? speculative : plain;
    if (any == null) {
      return;
    }
    out.printf(
        "%nMilliseconds from an event to its committed output, at %s events a second%n",
        decimals(any.rate(), 0));
    out.printf(LATENCY_ROW, "", "p50", "p90", "p99", "p99.9", "max", "events");
    print(Part.PLAIN, plain);
    print(Part.SPECULATIVE, speculative);
  }

  private static @Nullable LatencyFigures latency(@Nullable ApplicationFigures figures) {
    return figures == null ? null : figures.latencyMillis();
  }

  private void print(Part part, @Nullable LatencyFigures figures) {
    if (figures != null) {
      out.printf(
          LATENCY_ROW,
          part,
          decimals(figures.p50(), 1),
          decimals(figures.p90(), 1),
          decimals(figures.p99(), 1),
          decimals(figures.p999(), 1),
          decimals(figures.max(), 1),
          figures.events());
    }
  }

  private void printVerdicts(BenchReport report) {
    ApplicationFigures plain = report.plain();
    ApplicationFigures speculative = report.speculative();
    if (plain == null || speculative == null) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "  events a second: %.2f times those of plain (aim: %.1f)%n",
        speculative.eventsPerSecond() / plain.eventsPerSecond(),
        AIM_RATIO);
    LimitFigures limit = report.limit();
    ApplicationFigures kafka = report.kafka();
    if (limit != null && kafka != null) {
      out.printf(
          Locale.ROOT,
          "  CPU of an event: %.1f us (aim: at most 1.3 x limit + kafka = %.1f)%n",
          speculative.cpuMicrosPerEvent(),
          AIM_CPU * limit.cpuMicrosPerEvent() + kafka.cpuMicrosPerEvent());
    }
    LatencyFigures before = latency(plain);
    LatencyFigures after = latency(speculative);
    if (before != null && after != null) {
      out.printf(
          Locale.ROOT,
          "  median latency: %.1f ms (aim: at most that of plain, %.1f)%n",
          after.p50(),
          before.p50());
    }
    if (report.identical() != null) {
      out.printf(
          Locale.ROOT,
          "  outputs: %,d of speculative are those of plain, byte for byte%n",
          report.identical());
    }
  }

  private static String line(Map<String, Object> said) {
    StringBuilder line = new StringBuilder();
    said.forEach(
        (name, value) ->
            line.append(line.isEmpty() ? "" : ", ").append(name).append(' ').append(value));
    return line.toString();
  }

  private static String decimals(double figure, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", figure);
  }
}
