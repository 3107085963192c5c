package io.tagstream.model.text;

import java.util.Arrays;

/**
 * Positions of one text in Unicode code points and in Java's UTF-16 units, both ways. A lone
 * surrogate counts as one code point. Immutable.
 */
public final class CodePoints {
  private final String text;
  private final int length;

  /** UTF-16 index of every code point and of the end; empty if the two counts are the same. */
  private final int[] utf16;

  private CodePoints(String text, int length, int[] utf16) {
    this.text = text;
    this.length = length;
    this.utf16 = utf16;
  }

  /** Counts the code points of a text, in one pass. */
  public static CodePoints of(String text) {
    int length = length(text);
    if (length == text.length()) {
      return new CodePoints(text, length, new int[0]);
    }
    int[] utf16 = new int[length + 1];
    int index = 0;
    for (int codePoint = 0; codePoint < length; codePoint++) {
      utf16[codePoint] = index;
      index += Character.charCount(text.codePointAt(index));
    }
    utf16[length] = index;
    return new CodePoints(text, length, utf16);
  }

  /** Returns the number of code points of a text. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * Cuts a stretch out of a text. To cut many out of one text, use {@link #of}.
   *
   * @param begin first code point
   * @param end code point after the last
   * @throws IndexOutOfBoundsException if the text has no such stretch
   */
  public static String cut(String text, int begin, int end) {
    int from = text.offsetByCodePoints(0, begin);
    return text.substring(from, text.offsetByCodePoints(from, end - begin));
  }

  /**
   * Cuts a stretch out of the text, in constant time.
   *
   * @param begin first code point
   * @param end code point after the last
   */
  public String cut(int begin, int end) {
    return text.substring(toUtf16(begin), toUtf16(end));
  }

  /** Returns the number of code points of the text. */
  public int length() {
    return length;
  }

  /**
   * Returns the UTF-16 index of a code point.
   *
   * @param codePoint index in code points, up to and including the length
   */
  public int toUtf16(int codePoint) {
    return utf16.length == 0 ? codePoint : utf16[codePoint];
  }

  /**
   * Returns the index in code points of a UTF-16 index; within a surrogate pair, that of the next
   * code point. Takes logarithmic time.
   */
  public int fromUtf16(int index) {
    if (utf16.length == 0) {
      return index;
    }
    int found = Arrays.binarySearch(utf16, index);
    return found >= 0 ? found : -found - 1;
  }
}
