package io.tagstream.model.stream;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event of a stream.
 *
 * @param state the state after the event before, or {@code null} if the stream begins here
 * @param text what the event adds; may be empty. A lone surrogate is read as U+FFFD.
 * @param language language of the text, or {@code null} if it is that of the stream so far
 * @param ends whether nothing follows: what was held back is said
 */
public record StreamEvent(
    @Nullable StreamState state, String text, @Nullable Locale language, boolean ends) {
  public StreamEvent {
    Objects.requireNonNull(text, "text");
  }

  /** An event of a language that is not known, after which the stream goes on. */
  public static StreamEvent of(@Nullable StreamState state, String text) {
    return new StreamEvent(state, text, null, false);
  }
}
