package io.tagstream.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SvgPlotTest {

  @Test
  void shouldDrawLinesWithAxesTooltipsAndAMark() {
    String svg =
        new SvgPlot("Scores", "epoch", "percent")
            .within(0, 100)
            .line("F1", List.of(point(1, 0), point(2, 100)))
            .line("accuracy", List.of(point(1, 50), point(2, 75)))
            .mark(2, "best epoch 2")
            .draw()
            .toString();

    assertThat(svg)
        .contains("points=\"66.0,216.0 504.0,34.0\"", "<title>at 2: 75.0</title>")
        .contains(">epoch</text>", ">percent</text>", ">F1</text>", ">best epoch 2</text>");
  }

  @Test
  void shouldLeaveOutWhatIsNoNumber() {
    assertThat(
            new SvgPlot("Loss", "epoch", "loss")
                .line("loss", List.of(point(1, 2), point(2, Double.NaN), point(3, 1)))
                .draw()
                .toString())
        .doesNotContain("NaN")
        .contains("at 3");
    assertThat(new SvgPlot("Loss", "epoch", "loss").line("loss", List.of()).draw().toString())
        .contains("nothing to show");
  }

  @Test
  void shouldNamePlacesOnTheXAxisWithinIt() {
    String svg =
        new SvgPlot("Latency", "percentile", "ms")
            .line("ms", List.of(point(0, 1), point(2, 3)))
            .xNames(Map.of(0.0, "none", 1.0, "90 %", 7.0, "beyond"))
            .draw()
            .toString();

    assertThat(svg).contains(">none</text>", "x=\"285.0\" y=\"234.0\"", ">90 %</text>");
    assertThat(svg).doesNotContain("beyond", ">2</text>");
  }

  private static SvgPlot.Point point(double x, double y) {
    return new SvgPlot.Point(x, y, "at " + (int) x + ": " + y);
  }
}
