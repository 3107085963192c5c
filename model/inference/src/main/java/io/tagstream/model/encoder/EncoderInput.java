package io.tagstream.model.encoder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sequence to encode.
 *
 * @param words the words, at least one
 * @param state recurrent state at the beginning, or {@code null} to begin from zeros
 */
public record EncoderInput(List<String> words, @Nullable RecurrentState state) {
  public EncoderInput {
    words = List.copyOf(words);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("words: expected at least one word, found none");
    }
  }

  /** A sequence that begins from zero state. */
  public static EncoderInput of(List<String> words) {
    return new EncoderInput(words, null);
  }
}
