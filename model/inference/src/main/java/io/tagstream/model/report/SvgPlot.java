package io.tagstream.model.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plot of lines over a count, as an element of SVG. Its colours are those of the style sheet of
 * the page, so that it follows a dark screen and the printer; the plotting libraries at hand bake
 * theirs in. Owned by one thread.
 */
public final class SvgPlot {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 260;
  private static final int LEFT = 66;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;
  private static final int MOST_LARGE_POINTS = 40;

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final List<Line> lines = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final SortedMap<Double, String> xNames = new TreeMap<>();
  private double floor = Double.NEGATIVE_INFINITY;
  private double ceiling = Double.POSITIVE_INFINITY;

  /**
   * Makes a plot without lines.
   *
   * @param title what it shows, for those who cannot see it
   * @param xLabel what is counted
   * @param yLabel what the lines show
   */
  public SvgPlot(String title, String xLabel, String yLabel) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  /**
   * A point of a line.
   *
   * @param tooltip what is shown when the pointer rests on it
   */
  public record Point(double x, double y, String tooltip) {}

  private record Line(String name, List<Point> points) {}

  private record Mark(double x, String text) {}

  /** Adds a line; points that are no finite numbers are left out. */
  public SvgPlot line(String name, List<Point> points) {
    lines.add(new Line(name, points.stream().filter(point -> Double.isFinite(point.y())).toList()));
    return this;
  }

  /** Marks a place on the x axis. */
  public SvgPlot mark(double x, String text) {
    marks.add(new Mark(x, text));
    return this;
  }

  /** Names places on the x axis, instead of the numbers that are there. */
  public SvgPlot xNames(Map<Double, String> names) {
    xNames.putAll(names);
    return this;
  }

  /** Keeps the y axis within bounds, such as those of a percentage. */
  public SvgPlot within(double floor, double ceiling) {
    this.floor = floor;
    this.ceiling = ceiling;
    return this;
  }

  /** Draws the plot. */
  public Element draw() {
    List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
    double[] xs = all.stream().mapToDouble(Point::x).sorted().toArray();
    double[] ys = all.stream().mapToDouble(Point::y).sorted().toArray();
    Element svg =
        Element.of("svg")
            .with("class", "plot")
            .with("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT))
            .with("role", "img")
            .with("aria-label", title);
    if (all.isEmpty()) {
      return svg.add(text(WIDTH / 2.0, HEIGHT / 2.0, "middle", "nothing to show"));
    }
    Axis x = Axis.counting(xs[0], xs[xs.length - 1]);
    Axis around = Axis.holding(ys[0], ys[ys.length - 1]);
    Axis y =
        new Axis(Math.max(floor, around.low()), Math.min(ceiling, around.high()), around.step());
    Scale scale = new Scale(x, y);
    drawAxes(svg, scale);
    marks.forEach(mark -> drawMark(svg, scale, mark));
    for (int i = 0; i < lines.size(); i++) {
      drawLine(svg, scale, lines.get(i), i + 1);
    }
    drawLegend(svg);
    return svg;
  }

  /** Turns values into places on the drawing. */
  private record Scale(Axis x, Axis y) {
    double x(double value) {
      return LEFT + x.position(value) * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
      return HEIGHT - BOTTOM - y.position(value) * (HEIGHT - TOP - BOTTOM);
    }
  }

  private void drawAxes(Element svg, Scale scale) {
    for (double tick : scale.y().ticks()) {
      double y = scale.y(tick);
      svg.add(segment("grid", LEFT, y, WIDTH - RIGHT, y));
      svg.add(text(LEFT - 8, y + 4, "end", scale.y().label(tick)));
    }
    double bottom = HEIGHT - BOTTOM;
    svg.add(segment("axis", LEFT, bottom, WIDTH - RIGHT, bottom));
    xTicks(scale.x())
        .forEach(
            (tick, name) -> {
              svg.add(segment("axis", scale.x(tick), bottom, scale.x(tick), bottom + 4));
              svg.add(text(scale.x(tick), bottom + 18, "middle", name));
            });
    svg.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", xLabel));
    double middle = (TOP + bottom) / 2;
    svg.add(
        text(14, middle, "middle", yLabel)
            .with("transform", "rotate(-90 14 " + place(middle) + ")"));
  }

  private SortedMap<Double, String> xTicks(Axis x) {
    SortedMap<Double, String> ticks = new TreeMap<>(xNames);
    if (ticks.isEmpty()) {
      x.ticks().forEach(tick -> ticks.put(tick, x.label(tick)));
    }
    ticks.keySet().removeIf(tick -> tick < x.low() || tick > x.high());
    return ticks;
  }

  private static void drawMark(Element svg, Scale scale, Mark mark) {
    double x = scale.x(mark.x());
    svg.add(segment("mark", x, TOP, x, HEIGHT - BOTTOM));
    String anchor = scale.x().position(mark.x()) > 0.5 ? "end" : "start";
    svg.add(text(x, TOP - 6, anchor, mark.text()).with("class", "mark"));
  }

  private static void drawLine(Element svg, Scale scale, Line line, int number) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(path.isEmpty() ? "" : " ")
          .append(place(scale.x(point.x())))
          .append(',')
          .append(place(scale.y(point.y())));
    }
    svg.add(Element.of("polyline").with("class", "line line" + number).with("points", path));
    boolean large = line.points().size() <= MOST_LARGE_POINTS;
    for (Point point : line.points()) {
      svg.add(
          Element.of("circle")
              .with("class", "point line" + number)
              .with("cx", place(scale.x(point.x())))
              .with("cy", place(scale.y(point.y())))
              .with("r", large ? "3.5" : "1.5")
              .add(Element.of("title").text(point.tooltip())));
    }
  }

  /** Names the lines; a single one is named by the axis. */
  private void drawLegend(Element svg) {
    if (lines.size() < 2) {
      return;
    }
    double names = lines.stream().mapToDouble(SvgPlot::legendWidth).sum();
    double gap = Math.min(20, (WIDTH - LEFT - names) / lines.size());
    double x = LEFT;
    for (int i = 0; i < lines.size(); i++) {
      svg.add(segment("line line" + (i + 1), x, 10, x + 18, 10));
      svg.add(text(x + 24, 14, "start", lines.get(i).name()));
      x += legendWidth(lines.get(i)) + gap;
    }
  }

  private static double legendWidth(Line line) {
    return 24 + 6.5 * line.name().length();
  }

  private static Element segment(String styleClass, double x1, double y1, double x2, double y2) {
    return Element.of("line")
        .with("class", styleClass)
        .with("x1", place(x1))
        .with("y1", place(y1))
        .with("x2", place(x2))
        .with("y2", place(y2));
  }

  private static Element text(double x, double y, String anchor, String text) {
    return Element.of("text")
        .with("x", place(x))
        .with("y", place(y))
        .with("text-anchor", anchor)
        .text(text);
  }

  private static String place(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
