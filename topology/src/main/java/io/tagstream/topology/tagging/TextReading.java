package io.tagstream.topology.tagging;

/**
 * What reading a record gave.
 *
 * @param <P> a text that waits for its model
 */
sealed interface TextReading<P> {

  /** There is a text to tag. */
  record Pending<P>(P text) implements TextReading<P> {}

  /** The answer needs no model. */
  record Answered<P>(TaggingAnswer answer) implements TextReading<P> {}
}
