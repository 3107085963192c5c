package io.tagstream.local.bench;

import io.tagstream.local.bench.ApplicationFigures.Moment;
import io.tagstream.model.report.SvgPlot;
import io.tagstream.model.report.SvgPlot.Point;
import io.tagstream.model.report.SvgSheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws latencies by percentile and throughput over time. */
final class BenchPlot {
  /** Commits closer than this are one point. */
  private static final double POINT_SECONDS = 0.5;

  private static final Map<Double, String> NINES =
      Map.of(0.0, "0", 1.0, "90", 2.0, "99", 3.0, "99.9", 4.0, "99.99", 5.0, "99.999");

  private BenchPlot() {}

  /** Writes the file, over one that is there. */
  static void write(BenchReport report, Path file) throws IOException {
    sheet(report).write(file);
  }

  static SvgSheet sheet(BenchReport report) {
    SvgPlot latencies =
        new SvgPlot("Latency by percentile", "percentile", "milliseconds").xNames(NINES);
    SvgPlot throughput =
        new SvgPlot("Throughput over time", "seconds since the start", "events a second");
    // The same order, and so the same colours, in both.
    add(latencies, throughput, Part.PLAIN, report.plain());
    add(latencies, throughput, Part.SPECULATIVE, report.speculative());
    return new SvgSheet().add(latencies).add(throughput);
  }

  private static void add(
      SvgPlot latencies, SvgPlot throughput, Part part, @Nullable ApplicationFigures figures) {
    if (figures == null) {
      return;
    }
    if (figures.latencyMillis() != null) {
      latencies.line(part.toString(), latency(figures.latencyMillis()));
    }
    throughput.line(part.toString(), rates(figures.commits()));
  }

  private static List<Point> latency(LatencyFigures figures) {
    List<Point> points = new ArrayList<>();
    for (LatencyFigures.Percentile percentile : figures.curve()) {
      // The latest of n events is at 1 - 1/n: there is no place for 100 percent.
      double share = Math.min(percentile.share(), 1 - 1.0 / Math.max(2, figures.events()));
      String tooltip =
          String.format(
              Locale.ROOT, "%.3f %%: %.1f ms", 100 * percentile.share(), percentile.millis());
      points.add(new Point(-Math.log10(1 - share), percentile.millis(), tooltip));
    }
    return points;
  }

  private static List<Point> rates(List<Moment> commits) {
    List<Point> points = new ArrayList<>();
    Moment from = new Moment(0, 0);
    for (Moment to : commits) {
      double seconds = to.seconds() - from.seconds();
      if (seconds >= POINT_SECONDS) {
        double rate = (to.events() - from.events()) / seconds;
        String tooltip =
            String.format(Locale.ROOT, "%.1f s: %,.0f events a second", to.seconds(), rate);
        points.add(new Point((from.seconds() + to.seconds()) / 2, rate, tooltip));
        from = to;
      }
    }
    return points;
  }
}
