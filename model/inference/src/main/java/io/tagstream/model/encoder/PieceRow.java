package io.tagstream.model.encoder;

/**
 * A row of pieces as a graph reads it, special ones included. Both arrays are owned by this object;
 * do not change them.
 *
 * @param ids number of each piece in the vocabulary, [P], P at least 1
 * @param segments which of two texts each piece belongs to, [P], all 0 for one text
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record PieceRow(int[] ids, int[] segments) {
  public PieceRow {
    if (ids.length == 0 || ids.length != segments.length) {
      throw new IllegalArgumentException(
          "row: expected as many segments as pieces, at least one, found %d and %d"
              .formatted(segments.length, ids.length));
    }
  }

  /** Returns the number of pieces, P. */
  public int length() {
    return ids.length;
  }
}
