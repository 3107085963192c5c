package io.tagstream.model.encoder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an encoder reads of the pieces of a text: one row, or windows that overlap where
 * the text is longer than a row.
 *
 * @param pieces how many pieces the text has, special ones not counted
 * @param windows the rows in order; each piece is in at least one, none if there is no piece
 */
public record TextRows(int pieces, List<Window> windows) {
  public TextRows {
    windows = List.copyOf(windows);
  }

  /**
   * A row over some pieces.
   *
   * @param row the pieces with special ones
   * @param first number of the first piece that stands in it
   * @param count how many pieces stand in it
   * @param begin where they begin in the row, behind special pieces
   */
  public record Window(PieceRow row, int first, int count, int begin) {
    /** Returns how many pieces a piece is away from the nearer end of the window. */
    int depth(int piece) {
      return Math.min(piece - first, first + count - 1 - piece);
    }
  }

  /**
   * Puts the encodings of the rows together. What is said of a piece is said by the window in which
   * it is farthest from an end, of two the first, so that context is missing nowhere. The class
   * logits are the mean of those of the windows, weighted by how many pieces each speaks for.
   *
   * @param encodings one a window, with tag logits of all pieces of the row
   * @return tag logits [N,K] of the N pieces, without special ones, and class logits [C]
   */
  public Encoding merged(List<Encoding> encodings) {
    int[] owners = owners();
    float[][] tagLogits = null;
    if (encodings.get(0).tagLogits() != null) {
      tagLogits = new float[owners.length][];
      for (int piece = 0; piece < owners.length; piece++) {
        Window window = windows.get(owners[piece]);
        float[][] logits = encodings.get(owners[piece]).tagLogits();
        tagLogits[piece] =
            logits == null ? new float[0] : logits[window.begin + piece - window.first];
      }
    }
    return new Encoding(tagLogits, classLogits(encodings, owners), null);
  }

  /** Returns the number of the window that speaks for each piece. */
  private int[] owners() {
    int[] owners = new int[pieces];
    int from = 0;
    for (int piece = 0; piece < owners.length; piece++) {
      while (windows.get(from).first + windows.get(from).count <= piece) {
        from++;
      }
      int owner = from;
      for (int window = from + 1;
          window < windows.size() && windows.get(window).first <= piece;
          window++) {
        owner = windows.get(window).depth(piece) > windows.get(owner).depth(piece) ? window : owner;
      }
      owners[piece] = owner;
    }
    return owners;
  }

  private static float @Nullable [] classLogits(List<Encoding> encodings, int[] owners) {
    float[] first = encodings.get(0).classLogits();
    if (first == null || encodings.size() == 1) {
      return first;
    }
    double[] sums = new double[first.length];
    for (int owner : owners) {
      float[] logits = encodings.get(owner).classLogits();
      for (int i = 0; logits != null && i < sums.length; i++) {
        sums[i] += logits[i];
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (sums[i] / owners.length);
    }
    return means;
  }
}
