package io.tagstream.app;

import io.tagstream.model.evaluation.incremental.IncrementalReport.Curve;
import io.tagstream.model.evaluation.incremental.IncrementalReport.CurvePoint;
import io.tagstream.model.report.SvgPlot;
import io.tagstream.model.report.SvgPlot.Point;
import io.tagstream.model.report.SvgSheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws what right contexts and delays lead to, as a file of SVG that needs no other. */
final class CurvePlot {
  private CurvePlot() {}

  /** Writes the file, over one that is there. */
  static void write(Curve curve, Path file) throws IOException {
    new SvgSheet().add(overheads(curve)).add(scores(curve)).write(file);
  }

  private static SvgPlot overheads(Curve curve) {
    SvgPlot plot =
        new SvgPlot("Edit overhead by delay and right context", "delay, tokens", "edit overhead");
    SortedMap<Integer, List<Point>> lines = new TreeMap<>();
    for (CurvePoint point : curve.points()) {
      String tooltip =
          "R %d, delay %d: %s"
              .formatted(point.rightContext(), point.delay(), decimals(point.editOverhead(), 4));
      lines
          .computeIfAbsent(point.rightContext(), unused -> new ArrayList<>())
          .add(new Point(point.delay(), point.editOverhead(), tooltip));
    }
    lines.forEach((rightContext, points) -> plot.line("R " + rightContext, points));
    return plot;
  }

  /** No delay changes what is said in the end. */
  private static SvgPlot scores(Curve curve) {
    List<Point> ends = new ArrayList<>();
    List<Point> offline = new ArrayList<>();
    for (CurvePoint point : curve.points()) {
      Double score = point.finalF1();
      if (point.delay() == 0 && score != null && curve.offlineF1() != null) {
        int x = point.rightContext();
        ends.add(new Point(x, score, "R " + x + ": " + decimals(score, 2)));
        offline.add(new Point(x, curve.offlineF1(), "offline: " + decimals(curve.offlineF1(), 2)));
      }
    }
    return new SvgPlot("Slot F1 by right context", "right context R, tokens", "slot F1, percent")
        .line("in the end", ends)
        .line("offline", offline);
  }

  private static String decimals(double figure, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", figure);
  }
}
