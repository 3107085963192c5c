package io.tagstream.training.network;

/** The loss of a training, or its gradient, is no number any more: no step leads back. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param step the step that would have been taken, from 1, over all epochs
   * @param learningRate how far it would have gone
   */
  public TrainingDivergedException(
      long step, double learningRate, double loss, double gradientNorm) {
    super(
        ("loss: expected a finite one, found %s with a gradient of length %s in step %d at a rate of"
                + " %s; lower training.learning.rate or training.clip")
            .formatted(loss, gradientNorm, step, learningRate));
  }

  private TrainingDivergedException(String message, TrainingDivergedException cause) {
    super(message, cause);
  }

  /** Returns the same with the epoch named, from 1. */
  public TrainingDivergedException inEpoch(int epoch) {
    return new TrainingDivergedException("epoch " + epoch + ": " + getMessage(), this);
  }
}
