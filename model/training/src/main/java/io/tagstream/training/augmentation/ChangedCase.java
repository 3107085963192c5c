package io.tagstream.training.augmentation;

import io.tagstream.model.data.LabelledSentence;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Every word in capitals, or none. */
public enum ChangedCase implements Augmentation {
  /** As typed in a hurry. */
  LOWER,
  /** As shouted, or as in a headline. */
  UPPER;

  @Override
  public LabelledSentence of(LabelledSentence sentence, RandomGenerator random) {
    return sentence.rewritten(
        sentence.tokens().stream().map(this::changed).toList(), sentence.tags());
  }

  private String changed(String word) {
    return switch (this) {
      case LOWER -> word.toLowerCase(Locale.ROOT);
      case UPPER -> word.toUpperCase(Locale.ROOT);
    };
  }
}
