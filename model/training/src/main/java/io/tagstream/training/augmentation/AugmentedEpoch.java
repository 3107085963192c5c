package io.tagstream.training.augmentation;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.Shares;
import io.tagstream.training.data.PlainText;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The sentences of a data set as an epoch shows them: for each it is drawn whether its spans are
 * swapped, whether it is cut off, and how it is written. Immutable.
 */
public final class AugmentedEpoch {
  private final List<LabelledSentence> sentences;
  private final Shares shares;
  private final Augmentation swap;
  private final Augmentation prefix = new RandomPrefix();
  private final List<Written> forms;

  /** A way of writing and its share. */
  private record Written(double share, Augmentation form) {}

  /**
   * Prepares the epochs.
   *
   * @param sentences what the data set holds, which is also where swapped spans come from
   */
  public AugmentedEpoch(List<LabelledSentence> sentences, Shares shares) {
    this.sentences = List.copyOf(sentences);
    this.shares = shares;
    this.swap = new SpanSwap(sentences, shares.within());
    this.forms =
        List.of(
            new Written(shares.plain(), (sentence, random) -> PlainText.of(sentence)),
            new Written(shares.lower(), ChangedCase.LOWER),
            new Written(shares.upper(), ChangedCase.UPPER),
            new Written(shares.unpunctuated(), new WithoutPunctuation()));
  }

  /** Returns the sentences of one epoch, in the order of the data. */
  public List<LabelledSentence> shown(RandomGenerator random) {
    return sentences.stream().map(sentence -> shown(sentence, random)).toList();
  }

  private LabelledSentence shown(LabelledSentence sentence, RandomGenerator random) {
    LabelledSentence shown = sentence;
    if (random.nextDouble() < shares.swap()) {
      shown = swap.of(shown, random);
    }
    if (random.nextDouble() < shares.prefix()) {
      shown = prefix.of(shown, random);
    }
    double drawn = random.nextDouble();
    for (Written written : forms) {
      if (drawn < written.share()) {
        return written.form().of(shown, random);
      }
      drawn -= written.share();
    }
    return shown;
  }
}
