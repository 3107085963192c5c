package io.tagstream.training.transformer;

import io.tagstream.training.network.Beside;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of some rows: B rows, P pieces of the longest. Lives in the pointer scope it was made
 * in.
 *
 * @param rows B
 * @param pieces P
 * @param ids int64 [B,P]; padding is the piece 0
 * @param segments int64 [B,P]; padding is in segment 0
 * @param mask float [B,P]: 1 for pieces, 0 for padding
 * @param padding float [B,1,1,P], which is added to the scores of attention: 0 for pieces, minus
 *     infinity for padding; {@code null} if all rows are of one length
 */
public record PieceBatch(
    int rows, int pieces, Tensor ids, Tensor segments, Tensor mask, @Nullable Tensor padding) {

  /** Makes the tensors of at least one row. */
  public static PieceBatch of(List<PieceRow> rows) {
    int pieces = rows.stream().mapToInt(PieceRow::length).max().orElseThrow();
    long[] ids = new long[rows.size() * pieces];
    long[] segments = new long[rows.size() * pieces];
    float[] mask = new float[rows.size() * pieces];
    float[] padding = new float[rows.size() * pieces];
    boolean padded = false;
    for (int row = 0; row < rows.size(); row++) {
      PieceRow from = rows.get(row);
      for (int piece = 0; piece < pieces; piece++) {
        int place = row * pieces + piece;
        if (piece < from.length()) {
          ids[place] = from.ids()[piece];
          segments[place] = from.segments()[piece];
          mask[place] = 1;
        } else {
          padding[place] = Float.NEGATIVE_INFINITY;
          padded = true;
        }
      }
    }
    return new PieceBatch(
        rows.size(),
        pieces,
        Tensor.create(ids, rows.size(), pieces),
        Tensor.create(segments, rows.size(), pieces),
        Tensor.create(mask, rows.size(), pieces),
        padded ? Tensor.create(padding, rows.size(), 1, 1, pieces) : null);
  }

  /** Returns the tensors where another one is. */
  PieceBatch beside(Tensor other) {
    return new PieceBatch(
        rows,
        pieces,
        Beside.of(other, ids),
        Beside.of(other, segments),
        Beside.of(other, mask),
        padding == null ? null : Beside.of(other, padding));
  }
}
