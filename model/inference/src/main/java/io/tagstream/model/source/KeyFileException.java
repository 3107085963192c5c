package io.tagstream.model.source;

import org.jspecify.annotations.Nullable;

/** A key file cannot be used. The message says what was expected, what was found, what to do. */
public final class KeyFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyFileException(
      String subject, String expected, String found, String remedy, @Nullable Throwable cause) {
    super(subject + ": expected " + expected + ", found " + found + "; " + remedy, cause);
  }
}
