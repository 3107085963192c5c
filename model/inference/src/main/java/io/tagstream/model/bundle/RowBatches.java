package io.tagstream.model.bundle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Puts rows of different length into batches, sorted by length so that little is padded. A batch
 * has at most {@link #MAX_PADDED_TOKENS} tokens, padding included, or it is one row.
 */
final class RowBatches {
  /** Bounds the memory of a batch; about 200 ordinary sentences. */
  static final int MAX_PADDED_TOKENS = 4096;

  private RowBatches() {}

  /**
   * Distributes rows.
   *
   * @param rowCount number of rows
   * @param length tokens of a row, by its number
   * @return the numbers of the rows of each batch; every row is in one
   */
  static List<List<Integer>> of(int rowCount, IntUnaryOperator length) {
    List<Integer> sorted =
        IntStream.range(0, rowCount)
            .boxed()
            .sorted(Comparator.comparingInt(length::applyAsInt))
            .toList();
    List<List<Integer>> batches = new ArrayList<>();
    int begin = 0;
    for (int end = 1; end <= rowCount; end++) {
      // The next row would be the longest of the batch, so all of it would be padded to that.
      if (end == rowCount
          || (long) (end + 1 - begin) * length.applyAsInt(sorted.get(end)) > MAX_PADDED_TOKENS) {
        batches.add(sorted.subList(begin, end));
        begin = end;
      }
    }
    return batches;
  }
}
