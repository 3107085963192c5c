package io.tagstream.schemas.fold;

import io.tagstream.schemas.CurrentTags;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import org.jspecify.annotations.Nullable;

/**
 * Folds the tagged texts of one key, in order, to the current tags of its stream: {@code current =
 * fold.apply(current, taggedText)}, beginning with {@code null}. Works in every stream mode, and
 * for texts that were tagged on their own: each of these replaces the one before. A score is the
 * one last said: while a text goes on, a span or sentence may become more or less probable without
 * any other change.
 *
 * <p>Tagged texts must be written exactly once. One that is merely read again is recognized by its
 * source and changes nothing. But an application that tags at at-least-once (which {@code
 * tagstream.stream.allow.duplicates} allows) applies a text to its stream twice after a failure and
 * says something else of it the second time: its outputs cannot be folded. Immutable and safe for
 * use by several threads.
 */
public final class TagFold {
  private final long keptCodePoints;

  private TagFold(long keptCodePoints) {
    this.keptCodePoints = keptCodePoints;
  }

  /** A fold that keeps all tags of a stream: for streams that end. */
  public static TagFold complete() {
    return new TagFold(Long.MAX_VALUE);
  }

  /**
   * A fold that drops what is final and lies far back: for streams that may go on for ever.
   *
   * @param codePoints how far before the last text a span or sentence may end and still be kept;
   *     what may still change is kept however far back it lies, and so are the last sentences
   */
  public static TagFold keeping(long codePoints) {
    if (codePoints < 0) {
      throw new IllegalArgumentException(
          "kept code points: expected 0 or more, found " + codePoints);
    }
    return new TagFold(codePoints);
  }

  /** Returns whether a tagged text is the first of its stream, or stands on its own. */
  public static boolean begins(TaggedText next) {
    StreamPosition stream = next.getStream();
    return stream == null
        || (stream.getBegin() == 0 && stream.getGeneration() == next.getSource().getOffset());
  }

  /**
   * Returns whether a tagged text begins a stream or belongs to the one folded so far. A reader
   * that joined in the middle of a stream passes over what does not, until the next one begins.
   */
  public static boolean follows(@Nullable CurrentTags current, TaggedText next) {
    return begins(next)
        || (current != null && current.getGeneration() == next.getStream().getGeneration());
  }

  /**
   * Folds a tagged text.
   *
   * @param current what was returned for the tagged text of this key before; null for the first
   * @return the tags after it
   * @throws TagFoldException if it does not {@linkplain #follows follow}, takes back what is not
   *     said, says an id twice, or has an operation that this version does not know
   */
  public CurrentTags apply(@Nullable CurrentTags current, TaggedText next) {
    if (begins(next)) {
      return FoldedTags.none().add(next).toRecord(next, false, keptCodePoints);
    }
    if (current == null || !follows(current, next)) {
      throw new TagFoldException(
          FoldedTags.place(next)
              + ": expected the first one of its stream, or one of the stream folded so far ("
              + (current == null ? "none" : "generation " + current.getGeneration())
              + "). Was one lost? Read the topic from its beginning, or pass over what does not"
              + " follow.");
    }
    return isFolded(current.getSource(), next.getSource())
        ? current
        : FoldedTags.of(current).add(next).toRecord(next, current.getGap(), keptCodePoints);
  }

  private static boolean isFolded(SourceCoordinates last, SourceCoordinates next) {
    return next.getOffset() >= 0
        && next.getOffset() <= last.getOffset()
        && next.getPartition() == last.getPartition()
        && next.getTopic().equals(last.getTopic());
  }
}
