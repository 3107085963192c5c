package io.tagstream.topology.tagging;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that an answer depends on besides the model and the settings.
 *
 * @param text the record
 * @param stream what is remembered of the stream of its key, as it lies in the store; null if it
 *     has none. Changed by nobody
 */
@SuppressWarnings("ArrayRecordComponent") // compared by sameStream
public record TaggingInput(TextRecord text, byte @Nullable [] stream) {

  /** Returns whether another input goes on from the very same state, byte for byte. */
  public boolean sameStream(TaggingInput other) {
    return Arrays.equals(stream, other.stream);
  }
}
