package io.tagstream.training.config;

/**
 * The learning rate over a training.
 *
 * @param highest what it rises to in a line
 * @param warmUp share of the steps in which it rises
 * @param decay how it falls after that
 */
public record RateConfig(double highest, double warmUp, Decay decay) {

  /** How the rate falls from its highest. */
  public enum Decay {
    /** To zero along half a cosine (Loshchilov &amp; Hutter 2017). */
    COSINE,
    /** To zero in a line. */
    LINEAR,
    /** Not at all. */
    CONSTANT
  }

  static RateConfig read(Settings settings, RateConfig presets) {
    return new RateConfig(
        settings.number(TrainKey.TRAINING_LEARNING_RATE, presets.highest, 1e-7, 1),
        settings.number(TrainKey.TRAINING_WARM_UP, presets.warmUp, 0, 0.9),
        settings.choice(TrainKey.TRAINING_DECAY, presets.decay));
  }
}
