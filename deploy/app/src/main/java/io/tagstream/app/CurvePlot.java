package io.tagstream.app;

import io.tagstream.model.evaluation.incremental.IncrementalReport.Curve;
import io.tagstream.model.evaluation.incremental.IncrementalReport.CurvePoint;
import io.tagstream.model.report.Element;
import io.tagstream.model.report.SvgPlot;
import io.tagstream.model.report.SvgPlot.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws what right contexts and delays lead to, as a file of SVG that needs no other. */
final class CurvePlot {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 260;
  private static final int GAP = 40;

  /** Colours that the colour-blind can tell apart (Okabe and Ito 2008), and the page's own. */
  private static final String STYLE =
      """
      svg { background: #fbfaf8; font: 12px system-ui, "DejaVu Sans", sans-serif; }
      text { fill: #6b6861; } .grid { stroke: #e4e1da; } .axis { stroke: #6b6861; }
      .line { fill: none; stroke-width: 2; } .point { stroke: none; }
      .line.line1 { stroke: #0072b2; } .point.line1 { fill: #0072b2; }
      .line.line2 { stroke: #d55e00; } .point.line2 { fill: #d55e00; }
      .line.line3 { stroke: #009e73; } .point.line3 { fill: #009e73; }
      .line.line4 { stroke: #cc79a7; } .point.line4 { fill: #cc79a7; }
      .line.line5 { stroke: #56b4e9; } .point.line5 { fill: #56b4e9; }
      .line.line6 { stroke: #1c1b19; } .point.line6 { fill: #1c1b19; }
      """;

  private CurvePlot() {}

  /** Writes the file, over one that is there. */
  static void write(Curve curve, Path file) throws IOException {
    Files.writeString(file, svg(curve));
  }

  static String svg(Curve curve) {
    return Element.of("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", "0 0 %d %d".formatted(2 * WIDTH + GAP, HEIGHT))
            .with("width", 2 * WIDTH + GAP)
            .with("height", HEIGHT)
            .add(Element.of("style").addAsIs(STYLE))
            .add(placed(overheads(curve), 0))
            .add(placed(scores(curve), WIDTH + GAP))
        + "\n";
  }

  private static Element placed(SvgPlot plot, int x) {
    return plot.draw().with("x", x).with("y", 0).with("width", WIDTH).with("height", HEIGHT);
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
