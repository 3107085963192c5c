package io.tagstream.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one key or value cannot be read, and never will be: trying again does not help. The
 * message never contains text of the data.
 */
public final class UnreadableBytesException extends SerializationException {

  /** What is wrong with the bytes. */
  public enum Problem {
    /** They are not in the registry's wire format: empty, cut off, unknown magic byte or header. */
    FRAME,
    /** The framing is right, but the payload is not what its schema says. */
    PAYLOAD,
    /** The payload's schema cannot be resolved to the reader's schema. */
    INCOMPATIBLE_SCHEMA
  }

  private final Problem problem;

  public UnreadableBytesException(Problem problem, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong with the bytes. */
  public Problem problem() {
    return problem;
  }
}
