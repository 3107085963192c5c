package io.tagstream.training;

/**
 * The learning rate of every step: rises in a line to its highest, then falls to zero along half a
 * cosine (Loshchilov &amp; Hutter 2017).
 *
 * @param highest the highest rate
 * @param warmUpSteps steps in which it rises
 * @param steps all steps
 */
record LearningRate(double highest, long warmUpSteps, long steps) {

  /** Returns the rate of a step, the first being 0. */
  double at(long step) {
    if (step < warmUpSteps) {
      return highest * (step + 1) / (warmUpSteps + 1);
    }
    double progress = (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps);
    return highest * (1 + Math.cos(Math.PI * progress)) / 2;
  }
}
