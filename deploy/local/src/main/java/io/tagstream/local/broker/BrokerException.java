package io.tagstream.local.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker cannot start; the message says what stands in its way. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
