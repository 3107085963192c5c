package io.tagstream.training;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.augmentation.AugmentedEpoch;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.Shares;
import io.tagstream.training.data.SetSentences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A data set as the epochs show it.
 *
 * @param sentences how its sentences are written in an epoch
 * @param count number of its sentences
 * @param size how many sentences an epoch shows
 * @param heads the heads that they train
 */
record LearningSet(AugmentedEpoch sentences, int count, int size, Heads heads) {

  static LearningSet of(SetSentences set, Shares shares) {
    return new LearningSet(
        new AugmentedEpoch(set.train(), shares),
        set.train().size(),
        set.perEpoch(),
        set.set().heads());
  }

  /** Returns what an epoch shows: all sentences as often as it can, then some of them. */
  List<LabelledSentence> shown(Random random) {
    List<LabelledSentence> shown = new ArrayList<>(size);
    while (shown.size() + count <= size && count > 0) {
      shown.addAll(sentences.shown(random));
    }
    if (shown.size() < size) {
      List<LabelledSentence> some = new ArrayList<>(sentences.shown(random));
      Collections.shuffle(some, random);
      shown.addAll(some.subList(0, size - shown.size()));
    }
    return shown;
  }
}
