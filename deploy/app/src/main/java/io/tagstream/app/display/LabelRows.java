package io.tagstream.app.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The labels beneath a line of text, each hanging from the first cell of its span. The rightmost
 * label takes the first row; one that would run into its neighbour hangs a row lower, so no two
 * overlap and every thread down is free.
 */
final class LabelRows {
  private static final String HOOK = "└ ";
  private static final String THREAD = "│";

  /** A label and the column its span begins at. */
  record Hanging(int column, String label, boolean struck) {
    int end() {
      return column + HOOK.length() + Cells.width(label);
    }
  }

  private LabelRows() {}

  /**
   * Returns the rows, from the top down.
   *
   * @param labels ordered by column
   */
  static List<String> of(List<Hanging> labels, Palette palette) {
    List<List<Hanging>> rows = assign(labels);
    List<String> painted = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      painted.add(paint(rows, row, palette));
    }
    return painted;
  }

  private static List<List<Hanging>> assign(List<Hanging> labels) {
    List<List<Hanging>> rows = new ArrayList<>();
    for (int i = labels.size() - 1; i >= 0; i--) {
      Hanging label = labels.get(i);
      int row = 0;
      while (row < rows.size() && label.end() >= leftmost(rows, row)) {
        row++;
      }
      if (row == rows.size()) {
        rows.add(new ArrayList<>());
      }
      rows.get(row).add(0, label);
    }
    return rows;
  }

  /** The first column taken in a row, by a label or by a thread to a row below. */
  private static int leftmost(List<List<Hanging>> rows, int row) {
    int column = Integer.MAX_VALUE;
    for (List<Hanging> lower : rows.subList(row, rows.size())) {
      column = lower.isEmpty() ? column : Math.min(column, lower.get(0).column());
    }
    return column;
  }

  private static String paint(List<List<Hanging>> rows, int row, Palette palette) {
    List<Hanging> all = new ArrayList<>();
    rows.subList(row, rows.size()).forEach(all::addAll);
    Collections.sort(all, (left, right) -> Integer.compare(left.column(), right.column()));
    StringBuilder painted = new StringBuilder();
    int column = 0;
    for (Hanging label : all) {
      boolean here = rows.get(row).contains(label);
      painted.append(" ".repeat(Math.max(0, label.column() - column)));
      String shown = here ? HOOK + label.label() : THREAD;
      painted.append(label.struck() ? palette.struck(shown) : palette.label(label.label(), shown));
      column = here ? label.end() : label.column() + 1;
    }
    return painted.toString();
  }
}
