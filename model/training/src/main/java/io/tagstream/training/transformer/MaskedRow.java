package io.tagstream.training.transformer;

/**
 * A row to learn from by itself: some of its pieces are hidden and to be named, and whether its
 * second segment follows on its first is to be told.
 *
 * @param row the row as it is shown
 * @param places positions of the pieces to be named, at least one
 * @param pieces the pieces that stood there
 * @param follows whether segment 1 follows on segment 0 in the text they are from
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record MaskedRow(PieceRow row, int[] places, int[] pieces, boolean follows) {
  public MaskedRow {
    if (places.length == 0 || places.length != pieces.length) {
      throw new IllegalArgumentException(
          "masked row: expected at least one place and as many pieces, found %d and %d; mask one"
              .formatted(places.length, pieces.length));
    }
  }
}
