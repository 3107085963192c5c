package io.tagstream.model.stream;

/** Bytes are not a stream state that this version reads. The message never contains a text. */
public final class StreamStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StreamStateException(String message) {
    super(message);
  }
}
