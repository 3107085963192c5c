package io.tagstream.schemas.registry;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry did not give what was asked for. {@link #reason()} says whether it may help to
 * try again later: only {@link Reason#AWAY} does; every other reason is the registry's answer about
 * this very request.
 */
public final class RegistryException extends SerializationException {

  /** Why the registry did not give what was asked for. */
  public enum Reason {
    /** No usable answer: not reachable, too slow, 429 or 5xx, retries included. Transient. */
    AWAY,
    /** The registry says that there is no such Avro schema, subject or version. */
    UNKNOWN,
    /** 401 or 403: the credentials are missing, wrong or not sufficient. */
    FORBIDDEN,
    /** 409: the schema is incompatible with an earlier version of its subject. */
    INCOMPATIBLE,
    /** 422, or an answer that no registry gives: the request or the address is wrong. */
    INVALID
  }

  private final Reason reason;
  private final int httpStatus;
  private final int errorCode;

  /**
   * @param httpStatus HTTP status of the answer; 0 if there was none
   * @param errorCode {@code error_code} of the answer's body, for example 40403; else the status
   * @param message subject, expected, found and remedy
   */
  public RegistryException(
      Reason reason, int httpStatus, int errorCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.httpStatus = httpStatus;
    this.errorCode = errorCode;
  }

  static RegistryException away(String message, @Nullable Throwable cause) {
    return new RegistryException(Reason.AWAY, 0, 0, message, cause);
  }

  static RegistryException notFound(int errorCode, String message) {
    return new RegistryException(Reason.UNKNOWN, 404, errorCode, message, null);
  }

  static RegistryException invalid(int errorCode, String message, @Nullable Throwable cause) {
    return new RegistryException(Reason.INVALID, 422, errorCode, message, cause);
  }

  /** What kind of failure this is; decides whether to retry, to dead-letter or to stop. */
  public Reason reason() {
    return reason;
  }

  /** True if the same request may succeed later without anybody changing it. */
  public boolean isTransient() {
    return reason == Reason.AWAY;
  }

  /** HTTP status of the answer, 0 if there was none. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Confluent's {@code error_code}, for example 40403 for an unknown id; 0 without an answer. */
  public int errorCode() {
    return errorCode;
  }
}
