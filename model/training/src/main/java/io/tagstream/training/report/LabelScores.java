package io.tagstream.training.report;

import io.tagstream.model.evaluation.PrecisionRecall;
import io.tagstream.model.evaluation.SpanScores;
import io.tagstream.model.report.Element;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The section of a report about every label of spans, the most frequent first. */
final class LabelScores {
  private LabelScores() {}

  static Element section(List<PartScores> parts) {
    Element section =
        HtmlReport.section(
            "Scores by label",
            "A span counts as right if label, first and last word are; by the rules of conlleval, in"
                + " percent.");
    boolean any = false;
    for (PartScores scores : parts) {
      SpanScores spans = scores.asWritten().spans();
      if (spans != null) {
        any = true;
        section.add(Element.of("h3").text(scores.part() + " sentences")).add(table(spans));
      }
    }
    return any ? section : HtmlReport.nothing();
  }

  private static Element table(SpanScores spans) {
    Table table =
        new Table(
            "scores",
            List.of("label", "F1", "", "precision", "recall", "gold", "predicted", "right"));
    spans.byLabel().entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, PrecisionRecall> entry) -> entry.getValue().gold())
                .reversed())
        .forEach(entry -> table.row(entry.getKey(), cells(entry.getValue())));
    return table.element();
  }

  private static List<Element> cells(PrecisionRecall scores) {
    return List.of(
        Table.number(Figures.percent(scores.f1())),
        bar(scores.f1()),
        Table.number(Figures.percent(scores.precision())),
        Table.number(Figures.percent(scores.recall())),
        Table.number(Figures.count(scores.gold())),
        Table.number(Figures.count(scores.predicted())),
        Table.number(Figures.count(scores.correct())));
  }

  static Element bar(double percent) {
    Element filled =
        Element.of("span").with("style", String.format(Locale.ROOT, "width:%.1f%%", percent));
    return Element.of("td")
        .with("class", "bar")
        .with("aria-hidden", "true")
        .add(Element.of("div").add(filled));
  }
}
