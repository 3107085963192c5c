package io.tagstream.training.report;

import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.model.report.Element;
import io.tagstream.model.report.SvgPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sections of a report that every training has: figures, curves, robustness and facts. */
final class Summary {
  private Summary() {}

  /** The figures to look at first. */
  static Element figures(TrainingReport report) {
    Element figures = Element.of("section").with("class", "figures");
    for (PartScores scores : report.pooled()) {
      addFigure(figures, scores.part() + " slot F1", slotF1(scores.asWritten()));
      addFigure(figures, scores.part() + " class accuracy", classAccuracy(scores.asWritten()));
    }
    TrainingHistory.Epoch best = report.history().best();
    if (best != null) {
      figures.add(figure(best.number() + " of " + report.history().epochs().size(), "best epoch"));
      figures.add(figure(Figures.time(report.history().seconds()), "learning"));
    }
    return figures;
  }

  private static void addFigure(Element figures, String name, @Nullable Double percent) {
    if (percent != null) {
      figures.add(figure(Figures.percent(percent), name));
    }
  }

  static Element figure(String value, String name) {
    return Element.of("div")
        .with("class", "figure")
        .add(Element.of("strong").text(value))
        .add(Element.of("span").text(name));
  }

  /** The learning curves. */
  static Element curves(TrainingHistory history) {
    if (history.epochs().isEmpty()) {
      return HtmlReport.nothing();
    }
    Element section =
        HtmlReport.section(
            "How it learned",
            "Loss on the sentences it learns from, scores on the dev sentences, after every epoch. A"
                + " loss that falls while the scores do too means it learns by heart: fewer epochs or"
                + " more dropout. Scores that still rise at the end ask for more epochs.");
    SvgPlot loss =
        new SvgPlot("Loss by epoch", "epoch", "mean loss of a sentence")
            .line("loss", points(history, TrainingHistory.Epoch::loss, "loss %.3f"));
    SvgPlot scores =
        new SvgPlot("Scores on the dev sentences by epoch", "epoch", "percent").within(0, 100);
    addLine(scores, "slot F1", history, TrainingHistory.Epoch::slotF1);
    addLine(scores, "class accuracy", history, TrainingHistory.Epoch::classAccuracy);
    TrainingHistory.Epoch best = history.best();
    if (best != null) {
      loss.mark(best.number(), "best epoch " + best.number());
      scores.mark(best.number(), "best epoch " + best.number());
    }
    return section.add(
        Element.of("div").with("class", "plots").add(loss.draw()).add(scores.draw()));
  }

  private static void addLine(
      SvgPlot plot,
      String name,
      TrainingHistory history,
      Function<TrainingHistory.Epoch, @Nullable Double> score) {
    List<SvgPlot.Point> points = points(history, score, name + " %.2f");
    if (!points.isEmpty()) {
      plot.line(name, points);
    }
  }

  private static List<SvgPlot.Point> points(
      TrainingHistory history,
      Function<TrainingHistory.Epoch, @Nullable Double> value,
      String format) {
    List<SvgPlot.Point> points = new ArrayList<>();
    for (TrainingHistory.Epoch epoch : history.epochs()) {
      Double y = value.apply(epoch);
      if (y != null) {
        String tooltip =
            String.format(
                Locale.ROOT,
                "epoch %d: " + format + ", learning rate %.2g, %s",
                epoch.number(),
                y,
                epoch.rate(),
                Figures.time(epoch.seconds()));
        points.add(new SvgPlot.Point(epoch.number(), y, tooltip));
      }
    }
    return points;
  }

  /** Scores as written beside those in lower case without punctuation. */
  static Element robustness(List<PartScores> parts) {
    Table table = new Table("", List.of("", "sentences", "slot F1", "class accuracy"));
    for (PartScores scores : parts) {
      scores.reports().forEach(each -> table.row(each.title(), cells(each.report())));
    }
    return HtmlReport.section(
            "Scores, in percent",
            "Dev sentences chose the epoch, those of all data sets together, by the mean of slot F1"
                + " and class accuracy, or by the one there is; test sentences chose nothing. A score"
                + " that drops much in lower case asks for a larger training.plain.share.")
        .add(table.element());
  }

  private static List<Element> cells(EvaluationReport report) {
    return List.of(
        Table.number(Figures.count(report.sentences())),
        Table.number(Figures.percent(slotF1(report))),
        Table.number(Figures.percent(classAccuracy(report))));
  }

  private static @Nullable Double slotF1(EvaluationReport report) {
    return report.spans() == null ? null : Double.valueOf(report.spans().f1());
  }

  private static @Nullable Double classAccuracy(EvaluationReport report) {
    return report.classes() == null ? null : Double.valueOf(report.classes().accuracy());
  }

  /** What was trained. */
  static Element facts(List<TrainingReport.FactGroup> groups) {
    return facts(
        groups,
        "The model card in the bundle tells data, settings and versions, too, but not the"
            + " machine.");
  }

  /** What was trained, with a note on it. */
  static Element facts(List<TrainingReport.FactGroup> groups, String note) {
    Element section = HtmlReport.section("What was trained", note);
    Element columns = Element.of("div").with("class", "facts");
    for (TrainingReport.FactGroup group : groups) {
      Element list = Element.of("dl");
      for (TrainingReport.Fact fact : group.facts()) {
        list.add(Element.of("dt").text(fact.name())).add(Element.of("dd").text(fact.value()));
      }
      columns.add(Element.of("div").add(Element.of("h3").text(group.title())).add(list));
    }
    return section.add(columns);
  }
}
