package io.tagstream.training.pretraining;

import io.tagstream.training.transformer.PieceRow;
import java.util.Arrays;

/**
 * A row of two segments: {@code [CLS] first [SEP] second [SEP]}.
 *
 * @param ids ids of the pieces
 * @param second position of the first piece of the second segment
 * @param follows whether the second segment follows on the first in the text they are from
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
record PairRow(int[] ids, int second, boolean follows) {

  /** Returns the row as a transformer reads it. */
  PieceRow row(int[] shown) {
    int[] segments = new int[ids.length];
    Arrays.fill(segments, second, ids.length, 1);
    return new PieceRow(shown, segments);
  }
}
