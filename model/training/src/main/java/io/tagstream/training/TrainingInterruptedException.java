package io.tagstream.training;

/** The process is about to end, by Ctrl-C or a signal, so the training stops between two steps. */
final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingInterruptedException() {
    super("the training was interrupted; what it leaves is said when the process ends");
  }
}
