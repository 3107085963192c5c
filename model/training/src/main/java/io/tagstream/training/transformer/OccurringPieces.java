package io.tagstream.training.transformer;

import java.util.Arrays;
import java.util.List;

/**
 * The pieces that the rows of one step speak of: the gradient of a step is that of their rows of
 * the table alone, so nothing need be computed for the tens of thousands that do not occur.
 */
public final class OccurringPieces {
  private final int[] ids;

  private OccurringPieces(int[] ids) {
    this.ids = ids;
  }

  /** Finds the pieces of all rows of a step, over all its batches. */
  public static OccurringPieces of(List<PieceRow> rows) {
    return new OccurringPieces(
        rows.stream().flatMapToInt(row -> Arrays.stream(row.ids())).sorted().distinct().toArray());
  }

  /** Returns their ids, ascending, each once. */
  public long[] ids() {
    return Arrays.stream(ids).asLongStream().toArray();
  }

  /**
   * Makes the tensors of some of the rows, for {@link Transformer#hidden(PieceBatch,
   * org.bytedeco.pytorch.Tensor, io.tagstream.training.network.Parameters, TransformerDropout)}
   * with the rows of the table in the order of {@link #ids}.
   */
  public PieceBatch batch(List<PieceRow> rows) {
    return PieceBatch.of(rows.stream().map(this::placed).toList());
  }

  private PieceRow placed(PieceRow row) {
    int[] places = Arrays.stream(row.ids()).map(id -> Arrays.binarySearch(ids, id)).toArray();
    return new PieceRow(places, row.segments());
  }
}
