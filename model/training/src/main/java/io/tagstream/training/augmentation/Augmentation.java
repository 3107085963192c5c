package io.tagstream.training.augmentation;

import io.tagstream.model.data.LabelledSentence;
import java.util.random.RandomGenerator;

/** Makes another sentence of a sentence, with tags that are valid if they were valid before. */
@FunctionalInterface
public interface Augmentation {

  /**
   * Returns the other sentence; the same one if there is nothing to change. It has at least one
   * token, a tag for each if the sentence has tags, and the same class.
   *
   * @param random the only source of chance
   */
  LabelledSentence of(LabelledSentence sentence, RandomGenerator random);
}
