package io.tagstream.training.report;

import io.tagstream.training.transformer.PretrainingScores;
import java.util.List;

/**
 * How a pre-training went, evaluation by evaluation.
 *
 * @param evaluations in order; empty if there was none yet
 */
public record PretrainingHistory(List<Evaluation> evaluations) {
  public PretrainingHistory {
    evaluations = List.copyOf(evaluations);
  }

  /**
   * What was known after some steps.
   *
   * @param step steps taken so far
   * @param rate learning rate of the last of them
   * @param seconds how long the steps since the evaluation before took, this evaluation included
   * @param learned scores on the rows learned from since the evaluation before, with dropout
   * @param heldOut scores on the held-out rows, the same rows and masks each time
   */
  public record Evaluation(
      long step,
      double rate,
      double seconds,
      PretrainingScores learned,
      PretrainingScores heldOut) {}

  /** Returns how many steps have been taken. */
  public long steps() {
    return evaluations.isEmpty() ? 0 : last().step();
  }

  /** Returns the last evaluation, of at least one. */
  public Evaluation last() {
    return evaluations.get(evaluations.size() - 1);
  }

  /** Returns how long all steps took. */
  public double seconds() {
    return evaluations.stream().mapToDouble(Evaluation::seconds).sum();
  }
}
