package io.tagstream.training.checkpoint;

/** A checkpoint that a training cannot go on from. The message says why and what to do. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }
}
