package io.tagstream.training.transformer;

import java.util.Arrays;

/**
 * A row of pieces, special ones among them. Two with the same numbers are not equal.
 *
 * @param ids ids of the pieces, at least one
 * @param segments segment of each piece; nobody changes either
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record PieceRow(int[] ids, int[] segments) {
  public PieceRow {
    if (ids.length == 0 || ids.length != segments.length) {
      throw new IllegalArgumentException(
          "row: expected at least one piece and as many segments, found %d and %d; leave empty rows out"
              .formatted(ids.length, segments.length));
    }
  }

  /** Makes a row all of whose pieces are in segment 0. */
  public static PieceRow of(int... ids) {
    return new PieceRow(ids, new int[ids.length]);
  }

  /** Returns the number of pieces. */
  public int length() {
    return ids.length;
  }

  @Override
  public String toString() {
    return "PieceRow[" + Arrays.toString(ids) + "]";
  }
}
