package io.tagstream.training.network;

/** The loss of a training is no number any more: it took steps too large to come back from. */
public final class DivergedTrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedTrainingException(long step, double learningRate, double loss) {
    super(
        "step %d, learning rate %s: expected a finite loss, found %s; lower training.learning.rate or training.clip, and begin anew"
            .formatted(step, learningRate, loss));
  }
}
