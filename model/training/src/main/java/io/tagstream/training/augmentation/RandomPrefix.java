package io.tagstream.training.augmentation;

import io.tagstream.model.data.LabelledSentence;
import java.util.random.RandomGenerator;

/** The first words of a sentence, any number of them: a text that is still being written. */
public final class RandomPrefix implements Augmentation {

  @Override
  public LabelledSentence of(LabelledSentence sentence, RandomGenerator random) {
    int end = 1 + random.nextInt(sentence.tokens().size());
    return sentence.rewritten(
        sentence.tokens().subList(0, end),
        sentence.hasTags() ? sentence.tags().subList(0, end) : sentence.tags());
  }
}
