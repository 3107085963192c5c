package io.tagstream.model.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds web addresses (RFC 3986), e-mail addresses (the common part of RFC 5322) and times of day
 * in a text, from left to right. Every quantifier is bounded or possessive: a search takes linear
 * time.
 */
final class Compounds {
  private static final Pattern PATTERN =
      Pattern.compile(
          """
          (?<![\\p{L}\\p{N}._%+-])
          (?: (?: (?:https?|ftp):// | www\\.(?=[a-z0-9]) ) [!-~&&[^<>"]]++
          | [a-z0-9._%+-]{1,64}+ @ (?:[a-z0-9-]{1,63}+ \\.){1,8} [a-z]{2,63}+
          | \\d{1,2}+ (?: :\\d{2} ){1,2}+ (?!:?\\d)
          | \\d{2,4}+ ['\u2019] s (?![\\p{L}\\p{N}]) )
          """,
          Pattern.CASE_INSENSITIVE | Pattern.COMMENTS);

  /** What ends a sentence or closes a bracket around an address is not part of it. */
  private static final String TRAILING = ".,;:!?'\")]}";

  private final String text;
  private final Matcher matcher;
  private int begin = -1;
  private int end = -1;

  Compounds(String text) {
    this.text = text;
    matcher = PATTERN.matcher(text);
    if (mayHaveOne(text)) {
      advance();
    } else {
      begin = Integer.MAX_VALUE;
    }
  }

  /** Most texts have nothing that every compound has one of; that is seen quicker than matched. */
  private static boolean mayHaveOne(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean afterW = i > 0 && (text.charAt(i - 1) | 0x20) == 'w';
      if (unit == ':' || unit == '@' || (unit >= '0' && unit <= '9') || (unit == '.' && afterW)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns where the compound that begins at an index ends, or -1 if none begins there.
   *
   * @param index UTF-16 index, not below that of the call before
   */
  int endOfOneAt(int index) {
    while (begin < index) {
      advance();
    }
    return begin == index ? end : -1;
  }

  private void advance() {
    if (begin == Integer.MAX_VALUE) {
      return;
    }
    if (!matcher.find()) {
      begin = Integer.MAX_VALUE;
      return;
    }
    begin = matcher.start();
    end = matcher.end();
    while (TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
  }
}
