package io.tagstream.model.encoder;

import java.util.ArrayList;
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
    /** Returns the number of the piece after the last one. */
    int end() {
      return first + count;
    }

    /** Returns the numbers for a piece of the text, out of those of the row [P,K]. */
    float[] of(float[][] row, int piece) {
      return row[begin + piece - first];
    }
  }

  /**
   * Puts the encodings of the rows together. Each window speaks for its pieces up to the place
   * where the next one takes over: about in the middle of what they share, so that context is
   * missing nowhere, and there at the nearest place where both have the same best tag before and
   * behind it, so that no span is cut that both of them see. The class logits are the mean of those
   * of the windows, weighted by how many pieces each speaks for.
   *
   * @param encodings one a window, with tag logits of all pieces of the row
   * @return tag logits [N,K] of the N pieces, without special ones, and class logits [C]
   */
  public Encoding merged(List<Encoding> encodings) {
    List<float[][]> rows = new ArrayList<>(encodings.size());
    for (Encoding encoding : encodings) {
      if (encoding.tagLogits() != null) {
        rows.add(encoding.tagLogits());
      }
    }
    int[] ends = ends(rows);
    return new Encoding(
        rows.isEmpty() ? null : tagLogits(rows, ends), classLogits(encodings, ends), null);
  }

  private float[][] tagLogits(List<float[][]> rows, int[] ends) {
    float[][] logits = new float[pieces][];
    int window = 0;
    for (int piece = 0; piece < pieces; piece++) {
      while (ends[window] <= piece) {
        window++;
      }
      logits[piece] = windows.get(window).of(rows.get(window), piece);
    }
    return logits;
  }

  /**
   * Returns for each window the piece from which on the next one speaks.
   *
   * @param rows tag logits of the windows; none without slot head
   */
  private int[] ends(List<float[][]> rows) {
    int[] ends = new int[windows.size()];
    int last = ends.length - 1;
    for (int i = 0; i < last; i++) {
      int seam =
          rows.isEmpty()
              ? middle(windows.get(i), windows.get(i + 1))
              : seam(windows.get(i), rows.get(i), windows.get(i + 1), rows.get(i + 1));
      ends[i] = i == 0 ? seam : Math.max(ends[i - 1], seam);
    }
    ends[last] = pieces;
    return ends;
  }

  private static int middle(Window window, Window next) {
    return Math.floorDiv(next.first + window.end() - 1, 2) + 1;
  }

  private static int seam(Window window, float[][] row, Window next, float[][] nextRow) {
    int middle = middle(window, next);
    int nearest = middle;
    int distance = Integer.MAX_VALUE;
    boolean sameBefore = false;
    for (int piece = next.first; piece < window.end(); piece++) {
      boolean same = best(window.of(row, piece)) == best(next.of(nextRow, piece));
      if (same && sameBefore && Math.abs(piece - middle) < distance) {
        nearest = piece;
        distance = Math.abs(piece - middle);
      }
      sameBefore = same;
    }
    return nearest;
  }

  /** Returns where the largest number is; of several the first. */
  private static int best(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      best = numbers[i] > numbers[best] ? i : best;
    }
    return best;
  }

  private static float @Nullable [] classLogits(List<Encoding> encodings, int[] ends) {
    float[] first = encodings.get(0).classLogits();
    if (first == null || encodings.size() == 1) {
      return first;
    }
    double[] sums = new double[first.length];
    for (int window = 0; window < ends.length; window++) {
      int spokenFor = ends[window] - (window == 0 ? 0 : ends[window - 1]);
      float[] logits = encodings.get(window).classLogits();
      for (int i = 0; logits != null && i < sums.length; i++) {
        sums[i] += (double) spokenFor * logits[i];
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (sums[i] / ends[ends.length - 1]);
    }
    return means;
  }
}
