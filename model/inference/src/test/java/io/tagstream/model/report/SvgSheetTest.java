package io.tagstream.model.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgSheetTest {

  @Test
  void shouldPutPlotsSideBySide(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("plots.svg");

    new SvgSheet().add(plot("one")).add(plot("two")).write(file);

    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Files.readString(file).getBytes(UTF_8)))
            .getDocumentElement();
    assertThat(svg.getAttribute("width")).isEqualTo("1080");
    NodeList plots = svg.getElementsByTagName("svg");
    assertThat(plots.getLength()).isEqualTo(2);
    assertThat(((Element) plots.item(0)).getAttribute("x")).isEqualTo("0");
    assertThat(((Element) plots.item(1)).getAttribute("x")).isEqualTo("560");
    assertThat(((Element) plots.item(1)).getAttribute("aria-label")).isEqualTo("two");
  }

  @Test
  void shouldHaveRoomAndColoursForAsManyLinesAsThereAreContextsOfATail() {
    SvgPlot plot = new SvgPlot("many", "x", "y");
    for (int line = 1; line <= 8; line++) {
      plot.line("R " + (line + 60), List.of(new SvgPlot.Point(1, line, "here")));
    }

    String sheet = new SvgSheet().add(plot).toString();

    assertThat(sheet).contains(".line.line8 { stroke: ");
    double last =
        Double.parseDouble(sheet.replaceAll("(?s).*<text x=\"([\\d.]+)\"[^>]*>R 68<.*", "$1"));
    assertThat(last).isLessThan(520 - 4 * 6.5);
  }

  private static SvgPlot plot(String title) {
    return new SvgPlot(title, "x", "y").line(title, List.of(new SvgPlot.Point(1, 2, "here")));
  }
}
