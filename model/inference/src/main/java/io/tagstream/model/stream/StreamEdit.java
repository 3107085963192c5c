package io.tagstream.model.stream;

/**
 * A change of what is said about a stream. Adding all that was added and removing all that was
 * retracted, in order, gives what is said now.
 */
public sealed interface StreamEdit {

  /** Returns whether something is said for the first time, or else taken back. */
  boolean adds();

  /** A span is said or taken back. */
  record OfSpan(boolean adds, StreamSpan span) implements StreamEdit {}

  /** A sentence and its class are said or taken back. */
  record OfSentence(boolean adds, StreamSentence sentence) implements StreamEdit {}
}
