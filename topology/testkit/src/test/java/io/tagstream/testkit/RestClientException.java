package io.tagstream.testkit;

/** Looks as the exception of Confluent's registry client looks from outside. */
public final class RestClientException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  RestClientException(int status) {
    super("Schema not found; error code: " + status + "03");
    this.status = status;
  }

  public int getStatus() {
    return status;
  }
}
