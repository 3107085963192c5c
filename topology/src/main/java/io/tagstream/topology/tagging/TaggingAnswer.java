package io.tagstream.topology.tagging;

import io.tagstream.schemas.TaggedText;
import org.jspecify.annotations.Nullable;

/**
 * A tagged text, and what becomes of the stream of its key once it has been forwarded.
 *
 * @param taggedText what goes out
 * @param model what tagged it
 * @param after what is remembered then
 */
public record TaggingAnswer(TaggedText taggedText, ModelUse model, After after) {

  /** What is remembered of a stream after a text. */
  public sealed interface After {
    /** The text belongs to no stream. */
    record Untouched() implements After {}

    /**
     * The stream goes on.
     *
     * @param stream what is remembered of it, as it lies in the store; changed by nobody
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record GoesOn(byte[] stream) implements After {}

    /** The stream has ended and is forgotten. */
    record Ended() implements After {}
  }

  /** An answer after which nothing is remembered. */
  static TaggingAnswer alone(TaggedText taggedText, ModelUse model) {
    return new TaggingAnswer(taggedText, model, new After.Untouched());
  }

  /** The last answer of a stream. */
  static TaggingAnswer last(TaggedText taggedText, ModelUse model) {
    return new TaggingAnswer(taggedText, model, new After.Ended());
  }

  /** Returns what is remembered of the stream, as it lies in the store, or null if nothing is. */
  public byte @Nullable [] streamAfter() {
    return after instanceof After.GoesOn goesOn ? goesOn.stream() : null;
  }
}
