package io.tagstream.training;

import io.tagstream.training.report.PretrainingHistory;
import io.tagstream.training.transformer.PretrainingScores;

/** Is told how a pre-training goes, on the thread that trains. */
interface PretrainingListener {

  /** The pre-training goes on where an earlier one was ended. */
  void resumed(PretrainingHistory history);

  /**
   * A step has been taken.
   *
   * @param step steps taken so far
   * @param progress share of all there is to do, in [0, 1]
   * @param learned scores on the rows learned from since the last evaluation
   */
  void stepped(long step, double progress, PretrainingScores learned);

  /** Held-out rows have been scored. */
  void evaluated(PretrainingHistory.Evaluation evaluation, double progress);
}
