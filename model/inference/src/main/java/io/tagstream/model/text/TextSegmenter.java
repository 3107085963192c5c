package io.tagstream.model.text;

import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a text into sentences of tokens. The boundaries are those of sentences in <a
 * href="https://www.unicode.org/reports/tr29/">Unicode Standard Annex 29</a> (a line end is one),
 * less those after abbreviations, initials and, where the language writes them so, ordinal numbers.
 * No sentence ends inside a token. A sentence of more tokens than the limit is cut every so many
 * tokens; the pieces are sentences of their own. Immutable, safe for use by several threads at
 * once.
 */
public final class TextSegmenter {
  /** A limit that ordinary sentences never reach. */
  public static final int DEFAULT_MAX_TOKENS = 512;

  private final WordTokenizer tokenizer = new WordTokenizer();
  private final int maxTokens;

  /**
   * Makes a segmenter.
   *
   * @param maxTokens tokens of the longest sentence
   */
  public TextSegmenter(int maxTokens) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException(
          "maxTokens: expected a positive number, found " + maxTokens);
    }
    this.maxTokens = maxTokens;
  }

  /** Splits a text by the rules of English. */
  public List<Sentence> segment(String text) {
    return segment(text, Locale.ENGLISH);
  }

  /**
   * Splits a text.
   *
   * @param text any text; lone surrogates are allowed
   * @param locale its language; one without abbreviations of its own gets the general rules
   * @return the sentences in order; all tokens of the text are in them, once
   */
  public List<Sentence> segment(String text, Locale locale) {
    List<Token> tokens = tokenizer.tokenize(text);
    SentenceRules rules = SentenceRules.of(locale);
    BreakIterator boundaries = rules.boundaries(text);
    CodePoints codePoints = CodePoints.of(text);
    List<Sentence> sentences = new ArrayList<>();
    int first = 0;
    int next = 0;
    int boundary = boundaries.first();
    while (first < tokens.size()) {
      boundary = boundaries.next();
      int end = codePoints.fromUtf16(boundary);
      while (next < tokens.size() && tokens.get(next).begin() < end) {
        next++;
      }
      boolean between = next == 0 || tokens.get(next - 1).end() <= end;
      if (next > first && between && rules.breaksAt(text, boundary)) {
        addPieces(tokens.subList(first, next), sentences);
        first = next;
      }
    }
    return sentences;
  }

  private void addPieces(List<Token> tokens, List<Sentence> sentences) {
    for (int begin = 0; begin < tokens.size(); begin += maxTokens) {
      int end = Math.min(tokens.size(), begin + maxTokens);
      sentences.add(
          new Sentence(
              tokens.get(begin).begin(), tokens.get(end - 1).end(), tokens.subList(begin, end)));
    }
  }
}
