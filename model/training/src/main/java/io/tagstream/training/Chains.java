package io.tagstream.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How many batches of sentences that belong to no stream are chained as turns of made-up ones. */
final class Chains {
  private static final long SEED = 1;

  private Chains() {}

  /**
   * Draws lengths until all batches are used up; the same in every epoch, so that all epochs have
   * as many steps.
   *
   * @param batches number of batches
   * @param mostTurns longest chain; 1 for none
   */
  static List<Integer> lengths(int batches, int mostTurns) {
    Random random = new Random(SEED);
    List<Integer> lengths = new ArrayList<>();
    int left = batches;
    while (left > 0) {
      int length = Math.min(left, 1 + random.nextInt(mostTurns));
      lengths.add(length);
      left -= length;
    }
    return lengths;
  }
}
