package io.tagstream.app;

import org.jspecify.annotations.Nullable;

/** A command cannot go on; the message tells its user what was expected, found and to be done. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
