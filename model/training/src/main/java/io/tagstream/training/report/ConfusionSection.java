package io.tagstream.training.report;

import io.tagstream.model.evaluation.ClassScores;
import io.tagstream.model.report.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sections of a report about what was taken for what: a table, or a list if that is too wide.
 */
final class ConfusionSection {
  private static final int MOST_LABELS = 14;
  private static final int MOST_LISTED = 30;

  private ConfusionSection() {}

  /** Classes, on the dev sentences. */
  static Element ofClasses(List<PartScores> parts) {
    ClassScores classes = parts.get(0).asWritten().classes();
    if (classes == null) {
      return HtmlReport.nothing();
    }
    Confusions confusions = Confusions.of(classes);
    List<String> labels = List.copyOf(confusions.labels());
    return section("Classes taken for others", confusions, labels, labels);
  }

  /** Labels of spans, on the dev sentences. */
  static Element ofSpans(Confusions confusions) {
    List<String> labels = List.copyOf(confusions.labels());
    if (labels.isEmpty()) {
      return HtmlReport.nothing();
    }
    List<String> rows = new ArrayList<>(labels);
    rows.add(Confusions.INVENTED);
    List<String> columns = new ArrayList<>(labels);
    columns.add(Confusions.OTHER_BORDERS);
    columns.add(Confusions.MISSED);
    return section("Span labels taken for others", confusions, rows, columns);
  }

  private static Element section(
      String heading, Confusions confusions, List<String> rows, List<String> columns) {
    List<Confusions.Confusion> wrong = confusions.wrong();
    int mistakes = wrong.stream().mapToInt(Confusions.Confusion::count).sum();
    boolean list = confusions.labels().size() > MOST_LABELS;
    String explanation =
        "Mistakes on the dev sentences: %s. "
            .formatted(Figures.count(mistakes))
            .concat(
                list
                    ? "The most frequent mistakes:"
                    : "Rows are what they are labelled, columns what the model said; the diagonal is"
                        + " right.");
    Element section = HtmlReport.section(heading, explanation);
    if (list) {
      return wrong.isEmpty() ? section : section.add(list(wrong));
    }
    return section.add(matrix(confusions, rows, columns));
  }

  private static Element list(List<Confusions.Confusion> wrong) {
    Table table = new Table("pairs", List.of("labelled", "said", "times", ""));
    int most = wrong.get(0).count();
    for (Confusions.Confusion each : wrong.subList(0, Math.min(MOST_LISTED, wrong.size()))) {
      table.row(
          each.gold(),
          List.of(
              Element.of("td").text(each.predicted()),
              Table.number(Figures.count(each.count())),
              LabelScores.bar(100.0 * each.count() / most).with("class", "bar wrong")));
    }
    return table.element();
  }

  private static Element matrix(Confusions confusions, List<String> rows, List<String> columns) {
    List<String> headings = new ArrayList<>(List.of("labelled ↓ said →"));
    headings.addAll(columns);
    Table table = new Table("heat", headings);
    for (String gold : rows) {
      int all = columns.stream().mapToInt(column -> confusions.count(gold, column)).sum();
      table.row(gold, columns.stream().map(said -> cell(confusions, gold, said, all)).toList());
    }
    return table.element();
  }

  /** A cell whose colour says how much of its row is in it. */
  private static Element cell(Confusions confusions, String gold, String said, int all) {
    int count = confusions.count(gold, said);
    boolean possible = !gold.equals(Confusions.INVENTED) || !said.startsWith("(");
    if (count == 0) {
      return Element.of("td", "number none", possible ? "·" : "");
    }
    return Element.of("td", gold.equals(said) ? "number right" : "number wrong", count)
        .with("style", String.format(Locale.ROOT, "--share:%.3f", (double) count / all))
        .with("title", "%d of %d %s: %s".formatted(count, all, gold, said));
  }
}
