package io.tagstream.model.encoder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sequence to encode.
 *
 * @param words the words, at least one
 * @param state recurrent state at the beginning, or {@code null} to begin from zeros
 * @param boundary how many of the words come before the recurrent state that is asked for; an
 *     encoder that reads no streams knows the state after all of them only
 */
public record EncoderInput(List<String> words, @Nullable RecurrentState state, int boundary) {
  public EncoderInput {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("words: expected at least one word, found none");
    }
    if (boundary < 0 || boundary > words.size()) {
      throw new IllegalArgumentException(
          "boundary: expected 0 to %d words, found %d".formatted(words.size(), boundary));
    }
  }

  /** A sequence of which the state after the last word is asked for. */
  public EncoderInput(List<String> words, @Nullable RecurrentState state) {
    this(words, state, words.size());
  }

  /** A sequence that begins from zero state. */
  public static EncoderInput of(List<String> words) {
    return new EncoderInput(words, null);
  }
}
