package io.tagstream.topology.process;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.TaggedText;

/**
 * What became of one input record: a tagged text or a dead letter, together with the bytes that go
 * to its topic. The bytes are made where the record is processed, because only there can a record
 * that came out too large still become a dead letter. Nobody changes them.
 */
public sealed interface TaggingOutcome {

  /** Returns the value in the registry's wire format, ready for its topic. Not a copy. */
  byte[] bytes();

  /** The record was tagged. */
  final class Tagged implements TaggingOutcome {
    private final TaggedText taggedText;
    private final byte[] bytes;

    Tagged(TaggedText taggedText, byte[] bytes) {
      this.taggedText = taggedText;
      this.bytes = bytes;
    }

    public TaggedText taggedText() {
      return taggedText;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }
  }

  /** The record cannot be tagged. */
  final class Rejected implements TaggingOutcome {
    private final DeadLetter deadLetter;
    private final byte[] bytes;

    Rejected(DeadLetter deadLetter, byte[] bytes) {
      this.deadLetter = deadLetter;
      this.bytes = bytes;
    }

    public DeadLetter deadLetter() {
      return deadLetter;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }
  }
}
