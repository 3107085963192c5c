package io.tagstream.model.bundle;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Puts rows of different length into batches such that they cost least. Rows are sorted by length,
 * for a batch is padded to its longest row; where it is cut is found by dynamic programming: more
 * batches have less padding, but each costs something of its own. A batch has at most {@link
 * #MAX_ROWS} rows, and {@link #MAX_PADDED_TOKENS} tokens, padding included, or it is one row.
 */
final class RowBatches {
  /** Bounds the memory of a batch. */
  static final int MAX_PADDED_TOKENS = 4096;

  /** More are not quicker, and take longer to distribute. */
  static final int MAX_ROWS = 64;

  /**
   * What one token of all rows costs besides the rows, in rows. Measured on networks of 160 hidden
   * units: 17 us, where a row takes 9 us.
   */
  private static final int STEP_ROWS = 2;

  /** What a batch costs besides its tokens, in tokens of a row; measured likewise: 70 us. */
  private static final int BATCH_TOKENS = 8;

  private RowBatches() {}

  /**
   * Distributes rows.
   *
   * @param rowCount number of rows
   * @param length tokens of a row, by its number
   * @return the numbers of the rows of each batch; every row is in one
   */
  static List<int[]> of(int rowCount, IntUnaryOperator length) {
    int[] sorted = sorted(rowCount, length);
    int[] begins = begins(Arrays.stream(sorted).map(length).toArray());
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
  private static int[] begins(int[] lengths) {
    long[] costs = new long[lengths.length + 1];
    int[] begins = new int[lengths.length + 1];
    for (int end = 1; end <= lengths.length; end++) {
      long longest = lengths[end - 1];
      costs[end] = Long.MAX_VALUE;
      for (int begin = end - 1; begin >= 0 && fits(end - begin, longest); begin--) {
        long cost = costs[begin] + longest * (end - begin + STEP_ROWS) + BATCH_TOKENS;
        if (cost < costs[end]) {
          costs[end] = cost;
          begins[end] = begin;
        }
      }
    }
    return begins;
  }

  private static boolean fits(int rows, long longest) {
    return rows == 1 || (rows <= MAX_ROWS && rows * longest <= MAX_PADDED_TOKENS);
  }
}
