package io.tagstream.training;

/** A signal asked the training to end, so it stops between two steps. */
final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingInterruptedException() {
    super("the training was interrupted");
  }
}
