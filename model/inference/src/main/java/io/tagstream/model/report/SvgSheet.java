package io.tagstream.model.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Plots side by side, as a file of SVG that needs no other. Owned by one thread. */
public final class SvgSheet {
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
      .line.line7 { stroke: #e69f00; } .point.line7 { fill: #e69f00; }
      .line.line8 { stroke: #8f8800; } .point.line8 { fill: #8f8800; }
      """;

  private final List<SvgPlot> plots = new ArrayList<>();

  /** Adds a plot to the right of those before. */
  public SvgSheet add(SvgPlot plot) {
    plots.add(plot);
    return this;
  }

  /** Writes the file, over one that is there. */
  public void write(Path file) throws IOException {
    Files.writeString(file, toString());
  }

  /** Returns what is written to the file. */
  @Override
  public String toString() {
    int width = plots.size() * (WIDTH + GAP) - GAP;
    Element svg =
        Element.of("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", "0 0 %d %d".formatted(width, HEIGHT))
            .with("width", width)
            .with("height", HEIGHT)
            .add(Element.of("style").addAsIs(STYLE));
    for (int i = 0; i < plots.size(); i++) {
      svg.add(
          plots
              .get(i)
              .draw()
              .with("x", i * (WIDTH + GAP))
              .with("y", 0)
              .with("width", WIDTH)
              .with("height", HEIGHT));
    }
    return svg + "\n";
  }
}
