package io.tagstream.app.display;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a wrapped text.
 *
 * @param begin first code point
 * @param end code point after the line; white space or a line break may follow
 */
record Line(int begin, int end) {

  /**
   * Wraps a text at white space, and at line breaks; a word longer than a line is cut.
   *
   * @param codePoints the text
   * @param widths cells each code point fills
   * @param columns cells of a line
   */
  static List<Line> wrap(int[] codePoints, int[] widths, int columns) {
    List<Line> lines = new ArrayList<>();
    int begin = 0;
    int used = 0;
    int lastSpace = -1;
    for (int i = 0; i < codePoints.length; i++) {
      boolean space = Character.isWhitespace(codePoints[i]);
      if (codePoints[i] == '\n' || (space && used >= columns)) {
        lines.add(new Line(begin, i));
        begin = i + 1;
      } else if (used + widths[i] > columns) {
        int end = lastSpace > begin ? lastSpace : i;
        lines.add(new Line(begin, end));
        begin = lastSpace > begin ? lastSpace + 1 : i;
      } else {
        lastSpace = space ? i : lastSpace;
        used += widths[i];
        continue;
      }
      used = 0;
      for (int kept = begin; kept <= i; kept++) {
        used += widths[kept];
      }
      lastSpace = -1;
    }
    lines.add(new Line(begin, codePoints.length));
    return lines;
  }
}
