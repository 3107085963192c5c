package io.tagstream.app.display;

import org.jline.utils.WCWidth;

/** How text fills the cells of a terminal. */
final class Cells {
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int REPLACEMENT = 0x00B7;

  private Cells() {}

  /**
   * Returns code points that fill cells and do nothing else: an event's text must not be able to
   * move the cursor, change colours or turn the direction of writing. There are as many as the text
   * has, so positions stay what they are.
   */
  static int[] printable(String text) {
    return text.codePoints().map(Cells::printable).toArray();
  }

  /** Returns the cells each code point fills: 0, 1 or 2. */
  static int[] widths(int[] codePoints) {
    int[] widths = new int[codePoints.length];
    for (int i = 0; i < codePoints.length; i++) {
      boolean joined = i > 0 && codePoints[i - 1] == ZERO_WIDTH_JOINER;
      widths[i] = joined ? 0 : Math.max(0, WCWidth.wcwidth(codePoints[i]));
    }
    return widths;
  }

  /** Returns the cells a string fills. */
  static int width(String text) {
    int width = 0;
    for (int cells : widths(text.codePoints().toArray())) {
      width += cells;
    }
    return width;
  }

  /** Returns the text cut, with an ellipsis, or padded to fill exactly some cells. */
  static String fit(String text, int cells) {
    int[] codePoints = printable(text);
    int[] widths = widths(codePoints);
    int total = width(text);
    StringBuilder fitted = new StringBuilder();
    int used = 0;
    for (int i = 0; i < codePoints.length; i++) {
      if (total > cells && used + widths[i] > cells - 1) {
        fitted.append('…');
        used++;
        break;
      }
      fitted.appendCodePoint(codePoints[i]);
      used += widths[i];
    }
    return fitted.append(" ".repeat(Math.max(0, cells - used))).toString();
  }

  private static int printable(int codePoint) {
    if (codePoint == '\t') {
      return ' ';
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          codePoint == '\n' ? '\n' : REPLACEMENT;
      case Character.FORMAT ->
          codePoint == ZERO_WIDTH_JOINER || codePoint >= 0xE0000 ? codePoint : REPLACEMENT;
      default -> codePoint;
    };
  }
}
