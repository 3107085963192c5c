package io.tagstream.topology.control;

import org.jspecify.annotations.Nullable;

/**
 * The topic of commands or of statuses is not what it must be, or cannot be asked. The message says
 * what was expected, what was found, and which command mends it.
 */
public final class ControlTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ControlTopicException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
