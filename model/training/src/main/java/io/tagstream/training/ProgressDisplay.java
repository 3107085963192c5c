package io.tagstream.training;

import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.TrainingHistory;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how a training goes. On a terminal one line is written over and over; elsewhere there is a
 * line an epoch.
 */
final class ProgressDisplay implements TrainingListener {
  private static final int BAR_WIDTH = 24;
  private static final long REDRAW_NANOS = 200_000_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long begin;
  private long drawn;
  private long sentencesBefore;
  private boolean resumed;

  /**
   * Makes a display.
   *
   * @param terminal whether a line can be written over
   * @param nanoTime the time in nanoseconds since some moment
   */
  ProgressDisplay(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
    this.err = err;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public void started(TrainingData data, LabelSets labels, long parameters) {
    begin = nanoTime.getAsLong();
    print(
        "%,d sentences to learn from, %,d to choose by, %,d left out; %d span labels, %d classes;"
            + " %,d parameters",
        data.train().size(),
        data.dev().size(),
        data.excluded(),
        labels.spans().size(),
        labels.classes().size(),
        parameters);
  }

  @Override
  public void resumed(TrainingHistory history) {
    print("going on after epoch %d", history.epochs().size());
    resumed = true;
  }

  @Override
  public void stepped(Progress progress) {
    if (resumed) {
      // What was learned in another process says nothing of the speed of this one.
      resumed = false;
      sentencesBefore = progress.sentences();
      begin = nanoTime.getAsLong();
    }
    long now = nanoTime.getAsLong();
    if (terminal && (now - drawn >= REDRAW_NANOS || progress.step() == progress.steps())) {
      drawn = now;
      int full = BAR_WIDTH * progress.step() / progress.steps();
      err.print(
          "\r[%s%s] %s\033[K"
              .formatted("=".repeat(full), " ".repeat(BAR_WIDTH - full), status(progress)));
      err.flush();
    }
  }

  @Override
  public void evaluated(Progress progress, EvaluationReport dev, boolean best) {
    if (terminal) {
      err.print("\r\033[K");
    }
    print("%s  dev %s%s", status(progress), scores(dev), best ? "  best" : "");
  }

  /** The scores of a report on one line. */
  static String scores(EvaluationReport report) {
    StringBuilder scores = new StringBuilder();
    if (report.spans() != null) {
      scores.append(String.format(Locale.ROOT, "slot F1 %.2f", report.spans().f1()));
    }
    if (report.classes() != null) {
      scores
          .append(scores.isEmpty() ? "" : ", ")
          .append(String.format(Locale.ROOT, "class accuracy %.2f", report.classes().accuracy()));
    }
    return scores.toString();
  }

  private String status(Progress progress) {
    double seconds = Math.max(1e-3, (nanoTime.getAsLong() - begin) / 1e9);
    double speed = Math.max(1, progress.sentences() - sentencesBefore) / seconds;
    long left = Math.round((progress.allSentences() - progress.sentences()) / speed);
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  loss %.3f  %,.0f sentences/s  %s left",
        progress.epoch(),
        progress.epochs(),
        progress.loss(),
        speed,
        clock(Duration.ofSeconds(left)));
  }

  private static String clock(Duration duration) {
    return duration.toHours() > 0
        ? String.format(Locale.ROOT, "%d:%02d h", duration.toHours(), duration.toMinutesPart())
        : String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
  }

  private void print(String format, Object... arguments) {
    err.println(String.format(Locale.ROOT, format, arguments));
    err.flush();
  }
}
