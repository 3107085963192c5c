package io.tagstream.local.bench;

import java.util.Locale;

/** One of the things that are measured. */
enum Part {
  /** The model alone, in the best batches there are: what cannot be beaten. */
  LIMIT,
  /** The application with a model that does nothing: what Kafka costs. */
  KAFKA,
  /** The application with one call of the model for each event. */
  PLAIN,
  /** The application as it is, with answers computed ahead in batches. */
  SPECULATIVE;

  /** Returns whether it is an application that reads a topic and writes one. */
  boolean isApplication() {
    return this != LIMIT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
