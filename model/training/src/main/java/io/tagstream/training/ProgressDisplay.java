package io.tagstream.training;

import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.TrainingHistory;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows how a training goes. On a terminal one line is written over and over; elsewhere there is a
 * line an epoch.
 */
final class ProgressDisplay implements TrainingListener {
  private final ProgressLine line;
  private long begin;
  private long sentencesBefore;
  private boolean resumed;

  /** Makes a display. */
  ProgressDisplay(ProgressLine line) {
    this.line = line;
  }

  @Override
  public void started(TrainingData data, LabelSets labels, long parameters) {
    begin = line.nanoTime();
    line.say(
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
    line.say("going on after epoch %d", history.epochs().size());
    resumed = true;
  }

  @Override
  public void stepped(Progress progress) {
    if (resumed) {
      // What was learned in another process says nothing of the speed of this one.
      resumed = false;
      sentencesBefore = progress.sentences();
      begin = line.nanoTime();
    }
    line.show(progress.step(), progress.steps(), status(progress));
  }

  @Override
  public void evaluated(Progress progress, EvaluationReport dev, boolean best) {
    line.clear();
    line.say("%s  dev %s%s", status(progress), scores(dev), best ? "  best" : "");
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
    double seconds = Math.max(1e-3, (line.nanoTime() - begin) / 1e9);
    double speed = Math.max(1, progress.sentences() - sentencesBefore) / seconds;
    long left = Math.round((progress.allSentences() - progress.sentences()) / speed);
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  loss %.3f  %,.0f sentences/s  %s left",
        progress.epoch(),
        progress.epochs(),
        progress.loss(),
        speed,
        ProgressLine.clock(Duration.ofSeconds(left)));
  }
}
