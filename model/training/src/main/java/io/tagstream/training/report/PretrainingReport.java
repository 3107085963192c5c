package io.tagstream.training.report;

import io.tagstream.model.report.Element;
import io.tagstream.model.report.SvgPlot;
import io.tagstream.training.report.PretrainingHistory.Evaluation;
import io.tagstream.training.transformer.PretrainingScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All that is told about a pre-training, as one page of HTML.
 *
 * @param name name of the encoder
 * @param facts what was trained, in groups
 * @param guess what it is held against
 * @param history how it went, at least one evaluation
 */
public record PretrainingReport(
    String name,
    List<TrainingReport.FactGroup> facts,
    FrequencyGuess guess,
    PretrainingHistory history) {
  private static final int MOST_ROWS = 40;
  private static final String NONE = "–";

  public PretrainingReport {
    facts = List.copyOf(facts);
  }

  /** Writes the page, to be stored in UTF-8; the same report gives the same bytes. */
  public String html() {
    Element main =
        Element.of("main")
            .add(
                HtmlReport.header(
                    "Pre-training report",
                    name,
                    "",
                    "An encoder that learned from texts alone: to name hidden pieces, and to tell whether a sentence follows."))
            .add(figures())
            .add(curves())
            .add(table())
            .add(Summary.facts(facts, "Settings that are not listed are the presets."));
    return HtmlReport.page(name + ": pre-training report", main);
  }

  private Element figures() {
    PretrainingScores scores = history.last().heldOut();
    return Element.of("section")
        .with("class", "figures")
        .add(Summary.figure(perplexity(scores.perplexity()), "perplexity of hidden pieces"))
        .add(Summary.figure(perplexity(guess.perplexity()), "that of guessing by frequency"))
        .add(Summary.figure(Figures.percent(scores.maskedAccuracy()), "hidden pieces named, %"))
        .add(Summary.figure(Figures.percent(guess.unknownPercent()), "hidden pieces unknown, %"))
        .add(Summary.figure(Figures.percent(scores.nextAccuracy()), "next sentences told, %"))
        .add(Summary.figure(Figures.count(history.steps()), "steps"))
        .add(Summary.figure(Figures.time(history.seconds()), "learning"));
  }

  private Element curves() {
    SvgPlot loss =
        new SvgPlot("Loss of hidden pieces by step", "step", "nats a hidden piece")
            .line("learned", learned(PretrainingScores::meanMaskedLoss))
            .line("held out", points(each -> each.heldOut().meanMaskedLoss(), "%.3f"));
    SvgPlot perplexity =
        new SvgPlot("Perplexity of hidden pieces by step", "step", "perplexity, held out")
            .line("perplexity", points(each -> each.heldOut().perplexity(), "%.1f"))
            .line("guess by frequency", points(each -> guess.perplexity(), "%.1f"));
    SvgPlot accuracy =
        new SvgPlot("Right answers on held-out rows by step", "step", "percent")
            .within(0, 100)
            .line("pieces named", points(each -> each.heldOut().maskedAccuracy(), "%.1f"))
            .line("next told", points(each -> each.heldOut().nextAccuracy(), "%.1f"));
    SvgPlot next =
        new SvgPlot("Loss of the next sentence by step", "step", "nats a row")
            .line("learned", learned(PretrainingScores::meanNextLoss))
            .line("held out", points(each -> each.heldOut().meanNextLoss(), "%.3f"));
    return HtmlReport.section(
            "How it learned",
            "Held-out rows and their masks are the same each time, and are scored without dropout;"
                + " what was learned from is scored with it, while it is learned. Perplexity is e to"
                + " the loss: among how many pieces a fair guess would be as good. Guessing by"
                + " frequency knows how often each piece occurs in the texts learned from, and nothing"
                + " else. Of the next sentences, half are told by chance.")
        .add(
            Element.of("div")
                .with("class", "plots")
                .add(loss.draw())
                .add(perplexity.draw())
                .add(accuracy.draw())
                .add(next.draw()));
  }

  /** A loss on what was learned from, where something was. */
  private List<SvgPlot.Point> learned(ToDoubleFunction<PretrainingScores> loss) {
    return points(
        each -> each.learned().rows() == 0 ? Double.NaN : loss.applyAsDouble(each.learned()),
        "%.3f");
  }

  private List<SvgPlot.Point> points(ToDoubleFunction<Evaluation> value, String format) {
    return history.evaluations().stream()
        .map(
            each -> {
              double y = value.applyAsDouble(each);
              String told = String.format(Locale.ROOT, "step %d: " + format, each.step(), y);
              return new SvgPlot.Point(each.step(), y, told);
            })
        .toList();
  }

  private Element table() {
    Table table =
        new Table(
            "",
            List.of(
                "step",
                "rate",
                "loss",
                "held-out loss",
                "perplexity",
                "named %",
                "next % (chance: 50)",
                "time"));
    table.row(
        "by frequency",
        List.of(
            Table.number(NONE),
            Table.number(NONE),
            Table.number(loss(guess.meanLoss())),
            Table.number(perplexity(guess.perplexity())),
            Table.number(NONE),
            Table.number(NONE),
            Table.number(NONE)));
    for (Evaluation each : shown()) {
      PretrainingScores heldOut = each.heldOut();
      table.row(
          Figures.count(each.step()),
          List.of(
              Table.number(String.format(Locale.ROOT, "%.2g", each.rate())),
              Table.number(
                  each.learned().rows() == 0 ? NONE : loss(each.learned().meanMaskedLoss())),
              Table.number(loss(heldOut.meanMaskedLoss())),
              Table.number(perplexity(heldOut.perplexity())),
              Table.number(Figures.percent(heldOut.maskedAccuracy())),
              Table.number(Figures.percent(heldOut.nextAccuracy())),
              Table.number(Figures.time(each.seconds()))));
    }
    return HtmlReport.section(
            "Evaluations",
            "Loss is that of hidden pieces, on rows learned from and on held-out rows; of many"
                + " evaluations some are shown. Before them, what guessing by frequency comes to.")
        .add(table.element());
  }

  /** All evaluations or, of many, some at even distances, the last among them. */
  private List<Evaluation> shown() {
    List<Evaluation> all = history.evaluations();
    int every = (all.size() + MOST_ROWS - 1) / MOST_ROWS;
    List<Evaluation> shown = new ArrayList<>();
    for (int i = (all.size() - 1) % every; i < all.size(); i += every) {
      shown.add(all.get(i));
    }
    return shown;
  }

  private static String loss(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String perplexity(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }
}
