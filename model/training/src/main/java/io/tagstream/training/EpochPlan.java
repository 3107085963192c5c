package io.tagstream.training;

import io.tagstream.training.network.TrainingSentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Puts the sentences of an epoch into batches: in random order, with rows of like length together,
 * so that little is padded.
 */
final class EpochPlan {
  private static final int BATCHES_SORTED_TOGETHER = 50;

  private EpochPlan() {}

  static List<List<TrainingSentence>> batches(
      List<TrainingSentence> sentences, int batchSize, Random random) {
    List<TrainingSentence> shuffled = new ArrayList<>(sentences);
    Collections.shuffle(shuffled, random);
    List<List<TrainingSentence>> batches = new ArrayList<>();
    int pool = batchSize * BATCHES_SORTED_TOGETHER;
    for (int begin = 0; begin < shuffled.size(); begin += pool) {
      List<TrainingSentence> sorted =
          new ArrayList<>(shuffled.subList(begin, Math.min(shuffled.size(), begin + pool)));
      sorted.sort(Comparator.comparingInt(sentence -> sentence.words().size()));
      for (int row = 0; row < sorted.size(); row += batchSize) {
        batches.add(sorted.subList(row, Math.min(sorted.size(), row + batchSize)));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }
}
