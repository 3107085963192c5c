package io.tagstream.app;

import io.tagstream.model.evaluation.ClassScores;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.evaluation.LeftOut;
import io.tagstream.model.evaluation.PrecisionRecall;
import io.tagstream.model.evaluation.SpanScores;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Prints the figures of an evaluation as tables for people. */
final class EvaluationTable {
  private static final int LEAST_LABEL_COLUMNS = 12;

  /** More classes than this make no matrix a terminal can show; then confusions are listed. */
  private static final int MATRIX_CLASSES = 12;

  private static final int LISTED_CONFUSIONS = 20;

  private final PrintWriter out;

  EvaluationTable(PrintWriter out) {
    this.out = out;
  }

  void print(EvaluationReport report) {
    SpanScores spans = report.spans();
    ClassScores classes = report.classes();
    if (report.texts() != null) {
      out.printf("%d texts, ", report.texts());
    }
    out.printf("%d sentences, %d tokens%n", report.sentences(), report.tokens());
    int given = report.texts() == null ? report.sentences() : report.texts();
    if (spans != null) {
      print(spans);
      printUnscored(given - spans.sentences(), "tags or spans");
    }
    if (report.leftOut() != null) {
      print(report.leftOut());
    }
    if (classes != null) {
      print(classes);
      printUnscored(given - classes.sentences(), "class");
    }
    if (spans == null && classes == null) {
      out.println("Nothing to compare: the data has no labels that the model has a head for.");
    }
  }

  private void print(SpanScores spans) {
    String row = "  %-" + columns(spans.byLabel().keySet()) + "s %9s %9s %9s %7s %9s %7s%n";
    out.printf("%nSpans, in percent, of %d%n", spans.sentences());
    out.printf(row, "", "precision", "recall", "F1", "gold", "predicted", "right");
    int gold = 0;
    int predicted = 0;
    int correct = 0;
    for (String label : spans.byLabel().keySet()) {
      PrecisionRecall scores = spans.byLabel().getOrDefault(label, NONE);
      print(row, label, scores);
      gold += scores.gold();
      predicted += scores.predicted();
      correct += scores.correct();
    }
    print(
        row,
        "all",
        new PrecisionRecall(
            spans.precision(), spans.recall(), spans.f1(), gold, predicted, correct));
    if (spans.tokenAccuracy() != null) {
      out.printf("  token accuracy %s%n", percent(spans.tokenAccuracy()));
    }
  }

  private void printUnscored(int count, String field) {
    if (count > 0) {
      out.printf("  %d without %s: not scored%n", count, field);
    }
  }

  private void print(LeftOut left) {
    left.predicted()
        .forEach(
            (label, count) ->
                out.printf(
                    "  not counted: %d predicted %s, which the data does not annotate%n",
                    count, label));
    left.gold()
        .forEach(
            (label, count) ->
                out.printf("  not counted: %d gold %s, taken for no spans%n", count, label));
  }

  private static final PrecisionRecall NONE = new PrecisionRecall(0, 0, 0, 0, 0, 0);

  private void print(String row, String label, PrecisionRecall scores) {
    out.printf(
        row,
        label,
        percent(scores.precision()),
        percent(scores.recall()),
        percent(scores.f1()),
        scores.gold(),
        scores.predicted(),
        scores.correct());
  }

  private void print(ClassScores classes) {
    out.printf("%nClasses, in percent%n");
    out.printf("  accuracy %s of %d%n", percent(classes.accuracy()), classes.sentences());
    SortedSet<String> labels = new TreeSet<>(classes.confusion().keySet());
    classes.confusion().values().forEach(row -> labels.addAll(row.keySet()));
    if (labels.size() <= MATRIX_CLASSES) {
      printMatrix(classes, List.copyOf(labels));
    } else {
      printConfusions(classes);
    }
  }

  private void printMatrix(ClassScores classes, List<String> labels) {
    String name = "  %2d %-" + columns(labels) + "s";
    out.printf("%nSentences by gold class (rows) and predicted class (columns)%n");
    out.print(" ".repeat(String.format(Locale.ROOT, name, 0, "").length()));
    for (int column = 1; column <= labels.size(); column++) {
      out.printf(" %5d", column);
    }
    out.println();
    for (int row = 0; row < labels.size(); row++) {
      out.printf(name, row + 1, labels.get(row));
      for (String predicted : labels) {
        int count = classes.count(labels.get(row), predicted);
        out.printf(" %5s", count == 0 ? "." : Integer.toString(count));
      }
      out.println();
    }
  }

  private void printConfusions(ClassScores classes) {
    List<Confusion> confusions = new ArrayList<>();
    classes
        .confusion()
        .forEach(
            (gold, row) ->
                row.forEach(
                    (predicted, count) -> {
                      if (!gold.equals(predicted)) {
                        confusions.add(new Confusion(gold, predicted, count));
                      }
                    }));
    confusions.sort(Comparator.comparingInt(Confusion::count).reversed());
    out.printf("%nMost frequent confusions (gold, predicted)%n");
    confusions.stream()
        .limit(LISTED_CONFUSIONS)
        .forEach(each -> out.printf("  %5d %s, %s%n", each.count, each.gold, each.predicted));
  }

  /** How often one class was taken for another. */
  private record Confusion(String gold, String predicted, int count) {}

  private static int columns(Iterable<String> labels) {
    int columns = LEAST_LABEL_COLUMNS;
    for (String label : labels) {
      columns = Math.max(columns, label.length());
    }
    return columns;
  }

  private static String percent(double figure) {
    return String.format(Locale.ROOT, "%.2f", figure);
  }
}
