package io.tagstream.model.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where sentences of one language end: the boundaries of Unicode Standard Annex 29, and which of
 * them do not count because the full stop belongs to an abbreviation, an initial or an ordinal
 * number. Immutable.
 */
final class SentenceRules {
  private static final SentenceRules GENERAL = new SentenceRules("", new Properties());
  private static final Map<String, SentenceRules> BY_LANGUAGE = load();

  /** Words longer than this are no abbreviation. */
  private static final int MAX_ABBREVIATION = 16;

  /** {@code U.S}, {@code Ph.D}: short parts with full stops between; the last one is not in it. */
  private static final Pattern DOTTED = Pattern.compile("\\p{L}{1,2}(?:\\.\\p{L}{1,2}){1,4}");

  private static final Pattern ORDINAL = Pattern.compile("\\p{Nd}{1,2}");

  /** Never moved, only cloned: an iterator over a text belongs to one thread. */
  private final BreakIterator prototype;

  /** In lower case, without the last full stop. */
  private final Set<String> abbreviations;

  /** Those that may end a sentence as well, as "St." does where it means a street. */
  private final Set<String> eitherWay;

  /** Those that are abbreviations only before a number, as "no." is. */
  private final Set<String> beforeNumbers;

  /** Words that begin a sentence even after a dotted abbreviation, as "The" after "U.S." does. */
  private final Set<String> starters;

  /** Starters that begin family names as well, as "Le" does. */
  private final Set<String> inNames;

  private final boolean ordinals;

  private SentenceRules(String language, Properties lists) {
    prototype = BreakIterator.getSentenceInstance(new ULocale(language));
    abbreviations = words(lists, language + ".abbreviations");
    eitherWay = words(lists, language + ".either-way");
    beforeNumbers = words(lists, language + ".before-numbers");
    starters = words(lists, language + ".starters");
    inNames = words(lists, language + ".in-names");
    ordinals = Boolean.parseBoolean(lists.getProperty(language + ".ordinals"));
  }

  /** Returns the rules of a language, or the general ones if it has none of its own. */
  static SentenceRules of(Locale locale) {
    return BY_LANGUAGE.getOrDefault(locale.getLanguage(), GENERAL);
  }

  private static Map<String, SentenceRules> load() {
    Properties lists = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                SentenceRules.class.getResourceAsStream("sentence-rules.properties")),
            StandardCharsets.UTF_8)) {
      lists.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException("sentence-rules.properties: part of this jar, unreadable", e);
    }
    Map<String, SentenceRules> rules = new HashMap<>();
    for (String language : words(lists, "languages")) {
      rules.put(language, new SentenceRules(language, lists));
    }
    return Map.copyOf(rules);
  }

  private static Set<String> words(Properties lists, String key) {
    return Arrays.stream(lists.getProperty(key, "").split("\\s+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns an iterator over the boundaries before the rules about full stops. */
  BreakIterator boundaries(String text) {
    BreakIterator boundaries = prototype.clone();
    boundaries.setText(text);
    return boundaries;
  }

  /**
   * Returns whether a sentence ends at a boundary.
   *
   * @param boundary UTF-16 index that {@link #boundaries} gave
   */
  boolean breaksAt(String text, int boundary) {
    if (boundary == text.length()) {
      return true;
    }
    int end = boundary;
    while (end > 0 && WordTokenizer.isSeparator(text.charAt(end - 1))) {
      end--;
      if (isLineEnd(text.charAt(end))) {
        return true;
      }
    }
    if (end == 0 || text.charAt(end - 1) != '.') {
      return true;
    }
    int stop = end - 1;
    int begin = stop;
    while (begin > 0 && stop - begin <= MAX_ABBREVIATION && isInside(text.charAt(begin - 1))) {
      begin--;
    }
    String word = text.substring(begin, stop);
    return word.isEmpty()
        || word.length() > MAX_ABBREVIATION
        || !mayPrecedeAbbreviation(text, begin)
        || endsWith(word, text, boundary);
  }

  private boolean endsWith(String word, String text, int next) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (abbreviations.contains(lower)) {
      return false;
    }
    if (isInitial(word)) {
      boolean pronoun = word.equals("I") && starters.contains(word);
      return pronoun || (startsAt(text, next) && !inNames.contains(wordAt(text, next)));
    }
    if (eitherWay.contains(lower)) {
      return startsAt(text, next);
    }
    if (beforeNumbers.contains(lower)) {
      return !Character.isDigit(text.charAt(next));
    }
    if (ordinals && ORDINAL.matcher(word).matches()) {
      return false;
    }
    return !DOTTED.matcher(word).matches() || startsAt(text, next);
  }

  /** Not so the inside of an address or of a word with a hyphen. */
  private static boolean mayPrecedeAbbreviation(String text, int begin) {
    if (begin == 0) {
      return true;
    }
    char before = text.charAt(begin - 1);
    return WordTokenizer.isSeparator(before) || "(['\"\u2018\u201C\u2019".indexOf(before) >= 0;
  }

  /** Not so an initial that is spelled like a starter: the I of "J. I. Ellis". */
  private boolean startsAt(String text, int begin) {
    String word = wordAt(text, begin);
    boolean initial = word.length() == 1 && text.startsWith(".", begin + 1);
    return starters.contains(word) && !initial;
  }

  private static String wordAt(String text, int begin) {
    int end = begin;
    while (end < text.length()
        && end - begin < MAX_ABBREVIATION
        && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(begin, end);
  }

  private static boolean isInitial(String word) {
    int first = word.codePointAt(0);
    return UCharacter.isUUppercase(first) && word.length() == Character.charCount(first);
  }

  private static boolean isInside(char unit) {
    return unit == '.' || Character.isLetterOrDigit(unit) || Character.isSurrogate(unit);
  }

  private static boolean isLineEnd(char unit) {
    return unit == '\n' || unit == '\r' || unit == '\u0085' || unit == '\u2028' || unit == '\u2029';
  }
}
