package io.tagstream.model.recurrent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A lexicon of word pieces. A word is brought to lower case without accents and control characters
 * and cut round punctuation and ideographs; each part is then made of the longest entry it begins
 * with, the longest {@code ##} entry that what is left begins with, and so on. A part for which
 * that fails is the unknown piece.
 */
final class WordPieces implements LexiconLookup {
  /** Characters of ASCII that Unicode calls symbols and BERT calls punctuation. */
  private static final String ASCII_SYMBOLS = "$+<=>^`|~";

  /** A longer part is unknown. */
  private static final int LONGEST_PART = 100;

  private final Map<String, Integer> beginnings = new HashMap<>();
  private final Map<String, Integer> continuations = new HashMap<>();
  private final int unknown;
  private final int longest;

  WordPieces(List<String> entries) {
    int row = 0;
    int length = 1;
    for (String entry : entries) {
      row++;
      boolean continues = entry.startsWith(Lexicon.CONTINUATION) && entry.length() > 2;
      String piece = continues ? entry.substring(2) : entry;
      (continues ? continuations : beginnings).put(piece, row);
      length = Math.max(length, piece.length());
    }
    unknown = Objects.requireNonNull(beginnings.get(Lexicon.UNKNOWN_PIECE));
    longest = length;
  }

  @Override
  public int[] rows(String word) {
    List<Integer> rows = new ArrayList<>();
    for (String part : parts(word)) {
      rows.addAll(pieces(part));
      if (rows.size() >= Lexicon.MOST_ROWS) {
        break;
      }
    }
    return rows.stream().limit(Lexicon.MOST_ROWS).mapToInt(Integer::intValue).toArray();
  }

  private List<Integer> pieces(String part) {
    if (part.codePointCount(0, part.length()) > LONGEST_PART) {
      return List.of(unknown);
    }
    List<Integer> pieces = new ArrayList<>();
    int begin = 0;
    while (begin < part.length()) {
      Map<String, Integer> entries = begin == 0 ? beginnings : continuations;
      int end = Math.min(part.length(), begin + longest) + 1;
      Integer row = null;
      while (row == null && end > begin + 1) {
        end--;
        row = entries.get(part.substring(begin, end));
      }
      if (row == null) {
        return List.of(unknown);
      }
      pieces.add(row);
      begin = end;
    }
    return pieces;
  }

  /** The word in lower case without accents, in parts. */
  private static List<String> parts(String word) {
    String plain = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < plain.length(); i = plain.offsetByCodePoints(i, 1)) {
      int codePoint = plain.codePointAt(i);
      boolean alone = isPunctuation(codePoint) || Character.isIdeographic(codePoint);
      if ((alone || isSpace(codePoint)) && !part.isEmpty()) {
        parts.add(part.toString());
        part.setLength(0);
      }
      if (alone) {
        parts.add(Character.toString(codePoint));
      } else if (!isSpace(codePoint) && !isDropped(codePoint)) {
        part.appendCodePoint(codePoint);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Accents, which the canonical decomposition has made marks of their own, and controls. */
  private static boolean isDropped(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> codePoint == 0xFFFD;
    };
  }

  private static boolean isPunctuation(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> ASCII_SYMBOLS.indexOf(codePoint) >= 0;
    };
  }
}
