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
  private static final int REPLACEMENT = 0xFFFD;

  public StreamEvent {
    Objects.requireNonNull(text, "text");
  }

  /** An event of a language that is not known, after which the stream goes on. */
  public static StreamEvent of(@Nullable StreamState state, String text) {
    return new StreamEvent(state, text, null, false);
  }

  /** Returns the text as it is read: of as many code points, but without lone surrogates. */
  String wellFormedText() {
    if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? REPLACEMENT : point)
        .forEach(replaced::appendCodePoint);
    return replaced.toString();
  }
}
