package io.tagstream.model.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into words, numbers and punctuation marks. The boundaries are those of words in <a
 * href="https://www.unicode.org/reports/tr29/">Unicode Standard Annex 29</a>: an apostrophe or full
 * stop inside a word or number stays in it ({@code don't}, {@code 3.14}), every other punctuation
 * mark stands alone, an emoji with all its joiners and modifiers is one token, marks stay with
 * their base. On top of that:
 *
 * <ul>
 *   <li>web addresses, e-mail addresses, times of day ({@code 10:30}) and decades ({@code 90's})
 *       are one token;
 *   <li>every ideograph is a token, whatever word it is part of, and so is a colon;
 *   <li>a token has at most {@link #MAX_CODE_POINTS} code points; longer ones are cut.
 * </ul>
 *
 * Every code point is in exactly one token but for separators, which are in none; see {@link
 * #isSeparator}. Takes linear time. Immutable, safe for use by several threads at once.
 */
public final class WordTokenizer {
  /** Code points of the longest token. */
  public static final int MAX_CODE_POINTS = 128;

  /** Up to here white space and control characters are separators, and nothing is looked up. */
  private static final int LAST_OF_ASCII = 0x7F;

  private static final int ZERO_WIDTH_SPACE = 0x200B;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** Never moved, only cloned: an iterator over a text belongs to one thread. */
  private static final BreakIterator WORDS = BreakIterator.getWordInstance(ULocale.ROOT);

  /**
   * Returns whether a code point separates tokens and belongs to none: white space, the zero width
   * space, the byte order mark, control characters and the marks of writing direction.
   */
  public static boolean isSeparator(int codePoint) {
    if (codePoint <= LAST_OF_ASCII) {
      return codePoint <= ' ' || codePoint == LAST_OF_ASCII;
    }
    return UCharacter.isUWhiteSpace(codePoint)
        || codePoint == ZERO_WIDTH_SPACE
        || codePoint == BYTE_ORDER_MARK
        || Character.isISOControl(codePoint)
        || UCharacter.hasBinaryProperty(codePoint, UProperty.BIDI_CONTROL);
  }

  /**
   * Cuts a text into tokens.
   *
   * @param text any text; lone surrogates are allowed
   * @return the tokens in order; they do not overlap
   */
  public List<Token> tokenize(String text) {
    BreakIterator words = WORDS.clone();
    words.setText(text);
    Compounds compounds = new Compounds(text);
    Cutter cutter = new Cutter(text);
    int begin = words.first();
    while (begin < text.length()) {
      int end = words.next();
      int compoundEnd = compounds.endOfOneAt(begin);
      boolean compound = false;
      // Only whole words are put together, so that no mark loses its base.
      if (compoundEnd > end) {
        compound = words.isBoundary(compoundEnd);
        end = compound ? compoundEnd : words.preceding(end + 1);
      }
      cutter.cut(begin, end, compound);
      begin = end;
    }
    return cutter.tokens;
  }

  /** Makes tokens of the stretches between two boundaries of words. */
  private static final class Cutter {
    private final List<Token> tokens = new ArrayList<>();
    private final String text;

    /**
     * The stretch since the last token: UTF-16 index and code point where it begins, its length.
     */
    private int start;

    private int startCodePoint;
    private int pending;

    Cutter(String text) {
      this.text = text;
    }

    void cut(int begin, int end, boolean compound) {
      boolean afterSingle = false;
      int index = begin;
      while (index < end) {
        int codePoint = text.codePointAt(index);
        boolean separator = isSeparator(codePoint);
        boolean single = isSingle(codePoint) && !compound;
        boolean mark = isMark(codePoint);
        if (separator || single || (afterSingle && !mark) || isFull(mark)) {
          flush(index);
        }
        index += Character.charCount(codePoint);
        pending++;
        if (separator) {
          skip(index);
        }
        afterSingle = single || (afterSingle && mark);
      }
      flush(end);
    }

    /** A token is cut before a base if it can be, rather than before a mark. */
    private boolean isFull(boolean beforeMark) {
      return pending >= (beforeMark ? MAX_CODE_POINTS : MAX_CODE_POINTS * 7 / 8);
    }

    private void flush(int end) {
      if (pending > 0) {
        int endCodePoint = startCodePoint + pending;
        tokens.add(new Token(text.substring(start, end), startCodePoint, endCodePoint));
        skip(end);
      }
    }

    private void skip(int end) {
      startCodePoint += pending;
      start = end;
      pending = 0;
    }

    /**
     * The annex keeps a colon between letters, for Swedish; nearly everybody else means two words.
     */
    private static boolean isSingle(int codePoint) {
      return codePoint <= LAST_OF_ASCII
          ? codePoint == ':'
          : UCharacter.hasBinaryProperty(codePoint, UProperty.IDEOGRAPHIC);
    }

    private static boolean isMark(int codePoint) {
      return codePoint > LAST_OF_ASCII
          && (UCharacter.hasBinaryProperty(codePoint, UProperty.GRAPHEME_EXTEND)
              || UCharacter.getType(codePoint) == UCharacter.COMBINING_SPACING_MARK);
    }
  }
}
