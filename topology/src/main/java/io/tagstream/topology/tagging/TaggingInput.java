package io.tagstream.topology.tagging;

import io.tagstream.topology.state.StreamRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that an answer depends on besides the model and the settings.
 *
 * @param text the record
 * @param route line of models that tags it
 * @param stream what is remembered of the stream of its key on this route, as it lies in the store;
 *     null if it has none. Changed by nobody
 */
@SuppressWarnings("ArrayRecordComponent") // compared by sameStream
public record TaggingInput(TextRecord text, String route, byte @Nullable [] stream) {

  /**
   * Returns the time whose model tags the record, in milliseconds since the epoch: a stream never
   * goes back to an earlier one.
   */
  long modelTime() {
    return StreamRecord.timestampAfter(stream, text.timestamp());
  }

  /** Returns whether another input goes on from the very same state, byte for byte. */
  public boolean sameStream(TaggingInput other) {
    return Arrays.equals(stream, other.stream);
  }
}
