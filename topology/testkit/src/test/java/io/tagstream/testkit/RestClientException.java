package io.tagstream.testkit;

/** Looks as the exception of Confluent's registry client looks from outside. */
public final class RestClientException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  RestClientException(int status, int errorCode) {
    super("The registry said something of the data; error code: " + errorCode);
    this.status = status;
    this.errorCode = errorCode;
  }

  public int getStatus() {
    return status;
  }

  public int getErrorCode() {
    return errorCode;
  }
}
