package io.tagstream.training.config;

/** A training configuration that is wrong. The message names file, key and remedy. */
public final class TrainConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrainConfigException(String message) {
    super(message);
  }
}
