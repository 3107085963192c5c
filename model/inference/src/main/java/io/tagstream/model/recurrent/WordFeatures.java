package io.tagstream.model.recurrent;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns words into rows of the tables of a recurrent graph. The same word gives the same ids on
 * every machine. Immutable; safe for use by several threads at once.
 *
 * <p>A word is first brought to Unicode normalization form C. Of a word longer than {@value
 * #LONGEST_WORD} UTF-16 units only the two ends are looked at, so any word costs a bounded time.
 *
 * <ul>
 *   <li><b>Word id</b>: the row of the lower-cased word.
 *   <li><b>Feature ids</b>: prefixes of 1, 2, .. code points of the lower-cased word, its suffixes
 *       likewise, and its shape in the original case, each hashed into the buckets 1 and up; 0 if
 *       the word is too short. The hash is FNV-1a, 32 bits (RFC 9923), over one byte that says the
 *       kind of feature (0, 1, .. in the order above) and the UTF-16 units, high byte first,
 *       followed by the finalizer of MurmurHash3, modulo the buckets less one, plus one.
 *   <li><b>Character ids</b>: the rows of its code points in the original case.
 *   <li><b>Lexicon rows</b>: what {@link Lexicon.Kind} says.
 * </ul>
 *
 * <p>The shape names each code point {@code X} (upper or title case), {@code x} (lower case),
 * {@code d} (digit), {@code c} (a letter without case), {@code m} (mark), {@code s} (symbol) or by
 * itself (all else), with runs of one name cut to two.
 */
public final class WordFeatures {
  /** Words of more UTF-16 units are shortened before anything else is done to them. */
  static final int LONGEST_WORD = 128;

  private static final int UNKNOWN = 1;
  private static final LexiconLookup NO_LEXICON = word -> new int[0];

  private final RecurrentTokenizer tokenizer;
  private final Map<String, Integer> wordRows;
  private final Map<Integer, Integer> characterRows;
  private final LexiconLookup lexicon;

  public WordFeatures(RecurrentTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.wordRows = rows(tokenizer.words());
    this.characterRows = new HashMap<>();
    rows(tokenizer.characters().alphabet())
        .forEach((character, row) -> characterRows.put(character.codePointAt(0), row));
    this.lexicon = tokenizer.lexicon() == null ? NO_LEXICON : LexiconLookup.of(tokenizer.lexicon());
  }

  private static Map<String, Integer> rows(List<String> entries) {
    Map<String, Integer> rows = new HashMap<>();
    for (String entry : entries) {
      rows.put(entry, rows.size() + RecurrentTokenizer.RESERVED_ROWS);
    }
    return rows;
  }

  /** Returns the description these features are made by. */
  public RecurrentTokenizer tokenizer() {
    return tokenizer;
  }

  /**
   * Returns the ids of a word.
   *
   * @param word any string; lone surrogates are code points of their own
   */
  public WordIds ids(String word) {
    String normal = normalize(word);
    String lower = normal.toLowerCase(Locale.ROOT);
    return new WordIds(
        wordRows.getOrDefault(lower, UNKNOWN),
        featureIds(normal, lower),
        characterIds(normal),
        lexicon.rows(normal));
  }

  /**
   * The form in which a word is looked up in the word table: normalized, bounded, lower-cased.
   * Whoever builds a vocabulary counts words in this form.
   */
  public static String tableForm(String word) {
    return normalize(word).toLowerCase(Locale.ROOT);
  }

  /** Normalization form C of a word, or of its two ends if it is very long. */
  public static String normalize(String word) {
    String bounded = word.length() <= LONGEST_WORD ? word : ends(word, LONGEST_WORD / 2);
    return isAscii(bounded) ? bounded : Normalizer.normalize(bounded, Normalizer.Form.NFC);
  }

  private static String ends(String word, int units) {
    int headEnd = units;
    if (Character.isHighSurrogate(word.charAt(headEnd - 1))) {
      headEnd--;
    }
    int tailBegin = word.length() - units;
    if (Character.isLowSurrogate(word.charAt(tailBegin))) {
      tailBegin++;
    }
    return word.substring(0, headEnd) + word.substring(tailBegin);
  }

  private static boolean isAscii(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  private int[] featureIds(String normal, String lower) {
    int longest = tokenizer.affixes().longest();
    int[] ids = new int[tokenizer.featureCount()];
    if (longest == 0) {
      return ids;
    }
    int prefixEnd = 0;
    int suffixBegin = lower.length();
    for (int i = 0; i < longest && prefixEnd < lower.length(); i++) {
      prefixEnd = lower.offsetByCodePoints(prefixEnd, 1);
      suffixBegin = lower.offsetByCodePoints(suffixBegin, -1);
      ids[i] = bucket(i, lower, 0, prefixEnd);
      ids[longest + i] = bucket(longest + i, lower, suffixBegin, lower.length());
    }
    String shape = shape(normal);
    ids[2 * longest] = bucket(2 * longest, shape, 0, shape.length());
    return ids;
  }

  private int bucket(int kind, String text, int begin, int end) {
    int hash = fnv1a(0x811C9DC5, kind);
    for (int i = begin; i < end; i++) {
      hash = fnv1a(fnv1a(hash, text.charAt(i) >>> 8), text.charAt(i) & 0xFF);
    }
    // FNV leaves short inputs close together; MurmurHash3's finalizer spreads them.
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    hash ^= hash >>> 16;
    return 1 + Integer.remainderUnsigned(hash, tokenizer.affixes().buckets() - 1);
  }

  private static int fnv1a(int hash, int octet) {
    return (hash ^ octet) * 0x01000193;
  }

  private int[] characterIds(String normal) {
    int[] codePoints = normal.codePoints().toArray();
    int kept = Math.min(codePoints.length, tokenizer.characters().longestWord());
    int head = (kept + 1) / 2;
    int[] ids = new int[kept];
    for (int i = 0; i < kept; i++) {
      int position = i < head ? i : codePoints.length - kept + i;
      ids[i] = characterRows.getOrDefault(codePoints[position], UNKNOWN);
    }
    return ids;
  }

  /** The shape of a word, for example {@code Xxxdd} for {@code Route66}. */
  static String shape(String word) {
    StringBuilder shape = new StringBuilder();
    int last = -1;
    int run = 0;
    for (int i = 0; i < word.length(); i = word.offsetByCodePoints(i, 1)) {
      int name = shapeName(word.codePointAt(i));
      run = name == last ? run + 1 : 1;
      last = name;
      if (run <= 2) {
        shape.appendCodePoint(name);
      }
    }
    return shape.toString();
  }

  private static int shapeName(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> 'X';
      case Character.LOWERCASE_LETTER -> 'x';
      case Character.DECIMAL_DIGIT_NUMBER -> 'd';
      case Character.OTHER_LETTER, Character.MODIFIER_LETTER -> 'c';
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          'm';
      case Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL -> 's';
      default -> codePoint;
    };
  }
}
