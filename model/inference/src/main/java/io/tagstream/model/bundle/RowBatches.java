package io.tagstream.model.bundle;

import io.tagstream.model.encoder.BatchCosts;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Puts rows of different length into batches such that they cost least. Rows are sorted by length,
 * for a batch is padded to its longest row; where it is cut is found by dynamic programming: more
 * batches have less padding, but each costs something of its own, as {@link BatchCosts} says.
 */
final class RowBatches {
  private RowBatches() {}

  /**
   * Distributes rows.
   *
   * @param costs what batches cost and may hold
   * @param rowCount number of rows
   * @param length tokens of a row, by its number
   * @return the numbers of the rows of each batch; every row is in one
   */
  static List<int[]> of(BatchCosts costs, int rowCount, IntUnaryOperator length) {
    int[] sorted = sorted(rowCount, length);
    int[] begins = begins(costs, Arrays.stream(sorted).map(length).toArray());
    Deque<int[]> batches = new ArrayDeque<>();
    for (int end = rowCount; end > 0; end = begins[end]) {
      batches.addFirst(Arrays.copyOfRange(sorted, begins[end], end));
    }
    return List.copyOf(batches);
  }

  private static int[] sorted(int rowCount, IntUnaryOperator length) {
    long[] keys = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      keys[row] = (long) length.applyAsInt(row) << Integer.SIZE | row;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  /** Returns where the last batch begins if rows end at an index, for each index up to all rows. */
  private static int[] begins(BatchCosts batch, int[] lengths) {
    long[] costs = new long[lengths.length + 1];
    int[] begins = new int[lengths.length + 1];
    for (int end = 1; end <= lengths.length; end++) {
      long longest = lengths[end - 1];
      costs[end] = Long.MAX_VALUE;
      for (int begin = end - 1; begin >= 0 && fits(batch, end - begin, longest); begin--) {
        long cost = costs[begin] + longest * (end - begin + batch.stepRows()) + batch.batchTokens();
        if (cost < costs[end]) {
          costs[end] = cost;
          begins[end] = begin;
        }
      }
    }
    return begins;
  }

  private static boolean fits(BatchCosts batch, int rows, long longest) {
    return rows == 1 || (rows <= batch.maxRows() && rows * longest <= batch.maxPaddedTokens());
  }
}
