package io.tagstream.topology.process;

import io.tagstream.model.stream.StreamState;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.state.StreamHeader;

/**
 * A tagged text, and what becomes of the stream of its key once it has been forwarded.
 *
 * @param taggedText what goes out
 * @param after what is remembered then
 */
record TaggingAnswer(TaggedText taggedText, After after) {

  /** What is remembered of a stream after a text. */
  sealed interface After {
    /** The text belongs to no stream. */
    record Untouched() implements After {}

    /** The stream goes on. */
    record GoesOn(StreamHeader header, StreamState state) implements After {}

    /** The stream has ended and is forgotten. */
    record Ended() implements After {}
  }

  /** An answer after which nothing is remembered. */
  static TaggingAnswer alone(TaggedText taggedText) {
    return new TaggingAnswer(taggedText, new After.Untouched());
  }

  /** The last answer of a stream. */
  static TaggingAnswer last(TaggedText taggedText) {
    return new TaggingAnswer(taggedText, new After.Ended());
  }
}
