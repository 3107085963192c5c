package io.tagstream.model.transformer;

import io.tagstream.model.encoder.TextRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes rows of pieces: one, or windows that overlap where there are more than a row holds. Windows
 * begin every so many pieces; the last one ends with the text. Immutable.
 */
final class PieceWindows {
  private final RowTemplate template;
  private final int capacity;
  private final int step;

  /**
   * Makes what cuts rows.
   *
   * @param template the special pieces around a row
   * @param maxPieces pieces of the longest row, special ones included
   * @param overlap how many pieces neighbouring windows share
   */
  PieceWindows(RowTemplate template, int maxPieces, int overlap) {
    this.template = template;
    capacity = maxPieces - template.specials();
    step = capacity - overlap;
    if (step < 1) {
      throw new IllegalArgumentException(
          "windows: expected room for more than %d pieces beside %d special ones, found %d in all"
              .formatted(overlap, template.specials(), maxPieces));
    }
  }

  /** Cuts pieces into rows; none if there is no piece. */
  TextRows of(int[] pieces) {
    List<TextRows.Window> windows = new ArrayList<>();
    int end = 0;
    for (int begin = 0; end < pieces.length; begin += step) {
      end = Math.min(pieces.length, begin + capacity);
      windows.add(
          new TextRows.Window(
              template.row(Arrays.copyOfRange(pieces, begin, end)),
              begin,
              end - begin,
              template.begin()));
    }
    return new TextRows(pieces.length, windows);
  }
}
