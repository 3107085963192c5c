package io.tagstream.app;

import io.tagstream.model.evaluation.incremental.EditScores;
import io.tagstream.model.evaluation.incremental.IncrementalReport;
import io.tagstream.model.evaluation.incremental.IncrementalReport.Curve;
import io.tagstream.model.evaluation.incremental.IncrementalReport.CurvePoint;
import io.tagstream.model.evaluation.incremental.IncrementalReport.TurnScores;
import io.tagstream.model.evaluation.incremental.Scores;
import io.tagstream.model.evaluation.incremental.StabilityScores;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints the figures of streams as tables for people. */
final class IncrementalTable {
  private static final String ROW = "  %-42s %9s %9s%n";
  private static final String FIGURE = "  %-42s %9s%n";

  private final PrintWriter out;

  IncrementalTable(PrintWriter out) {
    this.out = out;
  }

  void print(StreamFigures figures) {
    IncrementalReport report = figures.report();
    TurnScores turns = report.turns();
    if (turns == null) {
      printFragments(report);
    } else {
      printTurns(turns);
    }
    out.printf("%nMicroseconds of an event (median), by position of the stream in tokens%n");
    report.microsPerEvent().forEach((at, micros) -> out.printf(FIGURE, at, decimals(micros, 1)));
    if (figures.curve() != null) {
      print(figures.curve());
    }
  }

  private void printFragments(IncrementalReport report) {
    String event = report.by().equals("1") ? "1 token" : report.by() + " tokens";
    out.printf(
        "%nStreams by %s an event, right context %d, delay %d%n",
        event, report.rightContext(), report.delay());
    out.printf(ROW, "in percent", "in the end", "offline");
    out.printf(ROW, "slot F1", percent(report.finalF1()), percent(report.offlineF1()));
    out.printf(
        ROW,
        "class accuracy",
        percent(report.classAccuracy()),
        percent(report.offlineClassAccuracy()));
    StabilityScores stability = report.stability();
    out.println();
    out.printf(FIGURE, "edit overhead", decimals(stability.editOverhead(), 4));
    out.printf(FIGURE, "tokens whose label was changed", decimals(stability.correctedTokens(), 4));
    out.printf(FIGURE, "correction time, tokens", decimals(stability.correctionTimeTokens(), 3));
    out.printf(
        FIGURE, "correction time, of the longest", decimals(stability.correctionTimeScore(), 4));
    out.printf(FIGURE, "outputs as in the end", decimals(stability.relativeCorrectness(), 4));
    out.printf(
        FIGURE, "mean delay to the final tag, tokens", decimals(stability.meanDelayTokens(), 3));
    out.printf(
        FIGURE, "tokens late for the delay alone", decimals(stability.onlyDelayedTokens(), 4));
    EditScores edits = report.edits();
    if (edits != null) {
      out.printf(FIGURE, "edits of spans an event", decimals(edits.spanEditsPerEvent(), 3));
      out.printf(
          FIGURE, "edits of spans and sentences an event", decimals(edits.editsPerEvent(), 3));
      out.printf(FIGURE, "edit overhead of classes", decimals(edits.classEditOverhead(), 4));
    }
  }

  private void printTurns(TurnScores turns) {
    out.printf("%nStreams by turn, in percent%n");
    out.printf("  %-42s %9s %9s %9s%n", "", "slot F1", "accuracy", "turns");
    print("with carried state", turns.carried());
    print("without", turns.alone());
    if (turns.unseen() != null && turns.unseenAlone() != null) {
      print("unseen, with carried state", turns.unseen());
      print("unseen, without", turns.unseenAlone());
    }
  }

  private void print(String name, Scores scores) {
    out.printf(
        "  %-42s %9s %9s %9d%n",
        name, percent(scores.slotF1()), percent(scores.classAccuracy()), scores.sentences());
  }

  private void print(Curve curve) {
    out.printf(
        "%nBy right context (R) and delay; offline slot F1 %s%n", percent(curve.offlineF1()));
    out.printf(
        "  %3s %6s %9s %9s %10s %9s%n",
        "R", "delay", "final F1", "overhead", "mean delay", "us/event");
    for (CurvePoint point : curve.points()) {
      out.printf(
          "  %3d %6d %9s %9s %10s %9s%n",
          point.rightContext(),
          point.delay(),
          percent(point.finalF1()),
          decimals(point.editOverhead(), 4),
          decimals(point.meanDelayTokens(), 3),
          point.microsPerEvent() == null ? "-" : decimals(point.microsPerEvent(), 1));
    }
  }

  private static String percent(@Nullable Double figure) {
    return figure == null ? "-" : decimals(figure, 2);
  }

  private static String decimals(double figure, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", figure);
  }
}
