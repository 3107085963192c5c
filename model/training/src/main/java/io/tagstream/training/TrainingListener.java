package io.tagstream.training;

import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.report.TrainingHistory;

/** Is told how a training goes, on the thread that trains. */
public interface TrainingListener {

  /**
   * The training begins.
   *
   * @param parameters how many numbers are trained
   */
  void started(TrainingData data, LabelSets labels, long parameters);

  /** The training goes on where an earlier one was ended. */
  default void resumed(TrainingHistory history) {}

  /** A step has been taken. */
  void stepped(Progress progress);

  /**
   * The dev sentences have been tagged after an epoch.
   *
   * @param best whether the epoch was better than all before
   */
  void evaluated(Progress progress, EvaluationReport dev, boolean best);

  /**
   * How far a training is.
   *
   * @param epoch the epoch that runs, from 1
   * @param epochs all epochs
   * @param step steps taken in this epoch
   * @param steps all steps of an epoch
   * @param loss mean loss of a sentence in this epoch
   * @param rate learning rate of the step taken last
   * @param sentences sentences learned from so far, over all epochs
   * @param allSentences sentences of all epochs
   */
  record Progress(
      int epoch,
      int epochs,
      int step,
      int steps,
      double loss,
      double rate,
      long sentences,
      long allSentences) {}
}
