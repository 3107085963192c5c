package io.tagstream.topology.deadletter;

import io.tagstream.schemas.DeadLetterReason;

/**
 * This one event cannot be tagged, now or later, and becomes a dead letter. Failures that may pass
 * are other exceptions: they stop the thread, so that nothing is lost.
 */
public final class RejectedEventException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  /**
   * @param message what was expected, what was found and what to do; never the text of the event
   */
  public RejectedEventException(DeadLetterReason reason, String message) {
    // A verdict about data, not about code: nobody reads its stack trace, and bad input may be
    // many.
    super(message, null, false, false);
    this.reason = reason;
  }

  public DeadLetterReason reason() {
    return reason;
  }

  /** Returns the message, which this exception always has. */
  public String explanation() {
    return String.valueOf(getMessage());
  }
}
