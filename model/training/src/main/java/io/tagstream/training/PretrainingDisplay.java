package io.tagstream.training;

import io.tagstream.training.report.PretrainingHistory;
import io.tagstream.training.transformer.PretrainingScores;
import java.time.Duration;
import java.util.Locale;

/** Shows how a pre-training goes: a row of a table an evaluation, and on a terminal a bar. */
final class PretrainingDisplay implements PretrainingListener {
  private static final long PARTS = 1000;
  private static final String COLUMNS =
      "    step  loss learned  loss held out  perplexity  named %  next %  rows/s  left";
  private static final String ROW = "%8d  %12s  %13.3f  %10.1f  %7.1f  %6.1f  %6.1f  %s";
  private static final String NONE = "-";

  private final ProgressLine line;
  private boolean begun;
  private long begin;
  private double progressBefore;

  PretrainingDisplay(ProgressLine line) {
    this.line = line;
  }

  @Override
  public void resumed(PretrainingHistory history) {
    line.say("going on after step %d", history.steps());
  }

  @Override
  public void stepped(long step, double progress, PretrainingScores learned) {
    begin(progress);
    line.show(
        Math.round(PARTS * progress),
        PARTS,
        String.format(
            Locale.ROOT,
            "step %d  loss %.3f  next %.3f  %s left",
            step,
            learned.meanMaskedLoss(),
            learned.meanNextLoss(),
            left(progress)));
  }

  /** What was learned in another process says nothing of the speed of this one. */
  private void begin(double progress) {
    if (!begun) {
      begun = true;
      begin = line.nanoTime();
      progressBefore = progress;
      line.say("%s", COLUMNS);
    }
  }

  @Override
  public void evaluated(PretrainingHistory.Evaluation evaluation, double progress) {
    begin(progress);
    PretrainingScores learned = evaluation.learned();
    PretrainingScores heldOut = evaluation.heldOut();
    line.clear();
    line.say(
        ROW,
        evaluation.step(),
        learned.rows() == 0 ? NONE : String.format(Locale.ROOT, "%.3f", learned.meanMaskedLoss()),
        heldOut.meanMaskedLoss(),
        heldOut.perplexity(),
        heldOut.maskedAccuracy(),
        heldOut.nextAccuracy(),
        learned.rows() / Math.max(1e-3, evaluation.seconds()),
        left(progress));
  }

  private String left(double progress) {
    double done = progress - progressBefore;
    double seconds = (line.nanoTime() - begin) / 1e9;
    return done <= 0
        ? "?"
        : ProgressLine.clock(Duration.ofSeconds(Math.round(seconds * (1 - progress) / done)));
  }
}
