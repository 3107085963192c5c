package io.tagstream.model;

import org.jspecify.annotations.Nullable;

/**
 * A model cannot tag a text, now or later, while it still tags others; compare {@link
 * ModelFailedException}. The message never contains the text.
 */
public final class TaggingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TaggingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
