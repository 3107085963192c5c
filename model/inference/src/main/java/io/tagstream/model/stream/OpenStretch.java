package io.tagstream.model.stream;

import com.ibm.icu.lang.UCharacter;
import io.tagstream.model.text.CodePoints;

/**
 * The stretch without white space at the end of a text that goes on. It may be a word in the middle
 * of which the text was cut, or several that more text makes one, as the parts of an address.
 */
final class OpenStretch {
  /** Code points of the longest; of a longer one only the end is open. */
  static final int LONGEST = 256;

  /** Code points of that end: a token has no more. */
  static final int STAYS_OPEN = 128;

  private OpenStretch() {}

  /**
   * Returns whether a stretch ends somewhere in a text. Of marks alone, as of direction, none does.
   */
  static boolean hasWhiteSpace(String text) {
    return text.codePoints().anyMatch(UCharacter::isUWhiteSpace);
  }

  /**
   * Returns where the part of a text ends that no more text can change.
   *
   * @param codePoints those of the text
   * @return a place in code points: tokens that end there or before are closed
   */
  static int closedEnd(String text, CodePoints codePoints) {
    int length = codePoints.length();
    int end = 0;
    for (int index = text.length(); index > 0; ) {
      int point = text.codePointBefore(index);
      index -= Character.charCount(point);
      if (UCharacter.isUWhiteSpace(point)) {
        end = codePoints.fromUtf16(index);
        break;
      }
    }
    return length - end > LONGEST ? length - STAYS_OPEN : end;
  }
}
