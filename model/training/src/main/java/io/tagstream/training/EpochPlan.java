package io.tagstream.training;

import io.tagstream.training.network.TrainingSentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Puts the sentences of an epoch into batches: in random order, with rows of like length together,
 * so that little is padded. A batch holds sentences of one data set; the batches of all sets are
 * mixed.
 */
final class EpochPlan {
  private static final int BATCHES_SORTED_TOGETHER = 50;

  private EpochPlan() {}

  /**
   * Returns the batches in the order in which they are to be learned from.
   *
   * @param sets the sentences of each data set
   */
  static List<List<TrainingSentence>> batches(
      List<List<TrainingSentence>> sets, int batchSize, Random random) {
    List<List<TrainingSentence>> batches = new ArrayList<>();
    sets.forEach(sentences -> addBatches(sentences, batchSize, random, batches));
    Collections.shuffle(batches, random);
    return batches;
  }

  private static void addBatches(
      List<TrainingSentence> sentences,
      int batchSize,
      Random random,
      List<List<TrainingSentence>> batches) {
    List<TrainingSentence> shuffled = new ArrayList<>(sentences);
    Collections.shuffle(shuffled, random);
    int pool = batchSize * BATCHES_SORTED_TOGETHER;
    for (int begin = 0; begin < shuffled.size(); begin += pool) {
      List<TrainingSentence> sorted =
          new ArrayList<>(shuffled.subList(begin, Math.min(shuffled.size(), begin + pool)));
      sorted.sort(Comparator.comparingInt(sentence -> sentence.words().size()));
      for (int row = 0; row < sorted.size(); row += batchSize) {
        batches.add(sorted.subList(row, Math.min(sorted.size(), row + batchSize)));
      }
    }
  }
}
