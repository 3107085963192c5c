package io.tagstream.training;

import io.tagstream.training.config.RateConfig;
import io.tagstream.training.config.RateConfig.Decay;

/**
 * The learning rate of every step: rises in a line to its highest, then falls.
 *
 * @param highest the highest rate
 * @param warmUpSteps steps in which it rises
 * @param steps all steps
 * @param decay how it falls
 */
record LearningRate(double highest, long warmUpSteps, long steps, Decay decay) {

  static LearningRate of(RateConfig config, long steps) {
    return new LearningRate(
        config.highest(), Math.round(config.warmUp() * steps), steps, config.decay());
  }

  /** Returns the rate of a step, the first being 0. */
  double at(long step) {
    if (step < warmUpSteps) {
      return highest * (step + 1) / (warmUpSteps + 1);
    }
    double progress = (double) (step - warmUpSteps) / Math.max(1, steps - warmUpSteps);
    return switch (decay) {
      case COSINE -> highest * (1 + Math.cos(Math.PI * progress)) / 2;
      case LINEAR -> highest * (1 - progress);
      case CONSTANT -> highest;
    };
  }
}
