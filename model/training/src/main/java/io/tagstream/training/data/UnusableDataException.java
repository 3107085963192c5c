package io.tagstream.training.data;

/** Labelled data that nothing can be learned from. The message says what to change. */
public final class UnusableDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableDataException(String message) {
    super(message);
  }
}
