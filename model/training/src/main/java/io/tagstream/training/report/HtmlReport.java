package io.tagstream.training.report;

import io.tagstream.model.report.Element;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A report as one page of HTML: it loads nothing, runs no script, follows the colours of the screen
 * and prints. The same report gives the same bytes.
 */
public final class HtmlReport {
  private static final String STYLE_SHEET = "report.css";

  private HtmlReport() {}

  /** Writes the page, to be stored in UTF-8. */
  public static String of(TrainingReport report) {
    String title = report.name() + " " + report.version();
    Element main =
        Element.of("main")
            .add(header("Training report", report.name(), report.version(), report.description()));
    List.of(
            Summary.figures(report),
            Summary.curves(report.history()),
            Summary.robustness(report.parts()),
            LabelScores.section(report.pooled()),
            ConfusionSection.ofClasses(report.pooled()),
            ConfusionSection.ofSpans(report.errors().spans()),
            ErrorSection.of(report.errors()),
            Summary.facts(report.facts()))
        .stream()
        .filter(section -> !section.isEmpty())
        .forEach(main::add);
    main.add(
        Element.of("footer")
            .text(
                "Mistakes are quoted from the dev sentences: keep this page as you keep the data."));
    return page(title + ": training report", main);
  }

  /** Puts what a page shows into a page of its own. */
  static String page(String title, Element main) {
    Element html =
        Element.of("html")
            .with("lang", "en")
            .add(
                Element.of("head")
                    .addAsIs("<meta charset=\"utf-8\">")
                    .addAsIs("<meta name=\"viewport\" content=\"width=device-width\">")
                    .addAsIs("<meta name=\"color-scheme\" content=\"light dark\">")
                    .add(Element.of("title").text(title))
                    .add(Element.of("style").addAsIs(styleSheet())))
            .add(Element.of("body").add(main));
    return "<!DOCTYPE html>\n" + html + "\n";
  }

  /** Says what a page is about. */
  static Element header(String kind, String name, String version, String description) {
    return Element.of("header")
        .add(Element.of("p", "kind", kind))
        .add(Element.of("h1").text(name + " ").add(Element.of("span", "version", version)))
        .add(Element.of("p", "lead", description));
  }

  private static String styleSheet() {
    try (InputStream stream =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(STYLE_SHEET), STYLE_SHEET)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(STYLE_SHEET + ": cannot be read from the class path", e);
    }
  }

  /** Begins a section that says under its heading how to read it. */
  static Element section(String heading, String explanation) {
    return Element.of("section")
        .add(Element.of("h2").text(heading))
        .add(Element.of("p", "note", explanation));
  }

  /** Returns a section that is left out. */
  static Element nothing() {
    return Element.of("section");
  }
}
