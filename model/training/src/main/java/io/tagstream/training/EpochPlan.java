package io.tagstream.training;

import io.tagstream.training.network.TrainingSentence;
import io.tagstream.training.network.TrainingStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Puts the streams of an epoch into batches: in random order, with rows of like length together, so
 * that little is padded. A batch holds streams of one data set; the batches of all sets are mixed.
 */
final class EpochPlan {
  private static final int BATCHES_SORTED_TOGETHER = 50;

  private EpochPlan() {}

  /**
   * What an epoch shows of a data set.
   *
   * @param streams sentences that are streams of their own, or streams of several turns
   * @param mostTurns how many batches at most are chained, a row of each after that of another, as
   *     turns of made-up streams; 1 for none
   */
  record Shown(List<TrainingStream> streams, int mostTurns) {}

  /** Returns how many batches the streams of a data set come to. */
  static int batches(int streams, int batchSize, int mostTurns) {
    // Batches never reach over the pools that are sorted together, which are whole batches.
    return Chains.lengths((streams + batchSize - 1) / batchSize, mostTurns).size();
  }

  /**
   * Returns the batches in the order in which they are to be learned from.
   *
   * @param sets what is shown of each data set
   * @param batchSize most streams of a batch
   * @param length how long a stream is for the network; those of a batch are of like length
   */
  static List<List<TrainingStream>> batches(
      List<Shown> sets, int batchSize, ToIntFunction<TrainingStream> length, Random random) {
    List<List<TrainingStream>> batches = new ArrayList<>();
    for (Shown shown : sets) {
      List<List<TrainingStream>> sorted = sorted(shown.streams(), batchSize, length, random);
      batches.addAll(shown.mostTurns() == 1 ? sorted : chained(sorted, shown.mostTurns(), random));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private static List<List<TrainingStream>> sorted(
      List<TrainingStream> streams,
      int batchSize,
      ToIntFunction<TrainingStream> length,
      Random random) {
    List<TrainingStream> shuffled = new ArrayList<>(streams);
    Collections.shuffle(shuffled, random);
    List<List<TrainingStream>> batches = new ArrayList<>();
    int pool = batchSize * BATCHES_SORTED_TOGETHER;
    for (int begin = 0; begin < shuffled.size(); begin += pool) {
      List<TrainingStream> sorted =
          new ArrayList<>(shuffled.subList(begin, Math.min(shuffled.size(), begin + pool)));
      sorted.sort(Comparator.comparingInt(TrainingStream::turns).thenComparingInt(length));
      for (int row = 0; row < sorted.size(); row += batchSize) {
        batches.add(sorted.subList(row, Math.min(sorted.size(), row + batchSize)));
      }
    }
    return batches;
  }

  /** The turns of a step are still of like length: they are the rows of one batch. */
  private static List<List<TrainingStream>> chained(
      List<List<TrainingStream>> batches, int mostTurns, Random random) {
    List<List<TrainingStream>> shuffled = new ArrayList<>(batches);
    Collections.shuffle(shuffled, random);
    Iterator<List<TrainingStream>> next = shuffled.iterator();
    List<List<TrainingStream>> chained = new ArrayList<>();
    for (int length : Chains.lengths(batches.size(), mostTurns)) {
      List<List<TrainingSentence>> rows = new ArrayList<>();
      for (int turn = 0; turn < length; turn++) {
        List<TrainingStream> turns = new ArrayList<>(next.next());
        Collections.shuffle(turns, random);
        for (int row = 0; row < turns.size(); row++) {
          if (row == rows.size()) {
            rows.add(new ArrayList<>());
          }
          rows.get(row).addAll(turns.get(row).pieces());
        }
      }
      chained.add(rows.stream().map(TrainingStream::new).toList());
    }
    return chained;
  }
}
