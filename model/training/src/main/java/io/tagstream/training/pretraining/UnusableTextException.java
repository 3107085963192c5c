package io.tagstream.training.pretraining;

/** Texts that nothing can be learned from. The message says why and what to do. */
public final class UnusableTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableTextException(String message) {
    super(message);
  }
}
