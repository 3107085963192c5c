package io.tagstream.training.network;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Takes of some rows of a batch what stands at the end of each, which is another token for each.
 *
 * @param rows positions of the rows, n of them
 * @param ends for each row of the batch the number of tokens after which it is taken
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
record OwnEnds(int[] rows, int[] ends) {

  /** Returns the most tokens after which a row is taken. */
  int longest() {
    return IntStream.of(rows).map(row -> ends[row]).max().orElse(0);
  }

  /** The rows of float [T,B,width], as float [T,n,width]. */
  Tensor rows(Tensor values) {
    return rows.length == values.size(1)
        ? values
        : values.index_select(1, Tensor.create(IntStream.of(rows).asLongStream().toArray()));
  }

  /**
   * The ends of the rows.
   *
   * @param values float [T,B,width] of all rows of the batch, or [T,n,width] of these
   * @return float [1,n,width]
   */
  Tensor of(Tensor values) {
    long width = values.size(2);
    long present = values.size(1);
    long[] positions =
        IntStream.range(0, rows.length)
            .mapToLong(i -> (ends[rows[i]] - 1) * present + (present == rows.length ? i : rows[i]))
            .toArray();
    return values
        .reshape(-1, width)
        .index_select(0, Tensor.create(positions))
        .reshape(1, rows.length, width);
  }
}
