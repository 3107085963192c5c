package io.tagstream.model;

/**
 * A model no longer does what it could when it was opened, whatever the text: its session is
 * broken, or native memory has run out. No text is at fault, so none may be given up for it.
 * Whoever called tries again later, after opening the model again if need be. The message and the
 * cause never contain a text that was to be tagged.
 */
public final class ModelFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
