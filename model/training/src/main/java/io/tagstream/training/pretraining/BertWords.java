package io.tagstream.training.pretraining;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into the words that word pieces are pieces of, as BERT does (Devlin et al. 2019) and
 * the {@code BertNormalizer} and {@code BertPreTokenizer} of a {@code tokenizer.json}: at blanks,
 * around each punctuation mark and each CJK ideograph, without control characters. Immutable.
 *
 * @param lowerCase whether letters are made small and lose their accents
 */
record BertWords(boolean lowerCase) {
  private static final int REPLACEMENT = 0xFFFD;
  private static final String ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  List<String> of(String text) {
    String decomposed = lowerCase ? Normalizer.normalize(text, Normalizer.Form.NFD) : text;
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    decomposed
        .codePoints()
        .forEach(
            codePoint -> {
              if (isBlank(codePoint)) {
                end(word, words);
              } else if (isIdeograph(codePoint) || isPunctuation(codePoint)) {
                end(word, words);
                words.add(Character.toString(codePoint));
              } else if (isKept(codePoint)) {
                word.appendCodePoint(lowerCase ? Character.toLowerCase(codePoint) : codePoint);
              }
            });
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private static boolean isBlank(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || codePoint == '\r'
        || Character.isSpaceChar(codePoint);
  }

  private boolean isKept(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          false;
      case Character.NON_SPACING_MARK -> !lowerCase;
      default -> codePoint != REPLACEMENT;
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
      default -> ASCII_PUNCTUATION.indexOf(codePoint) >= 0;
    };
  }

  /** The blocks that BERT takes for ideographs; a few later ones are not among them. */
  private static boolean isIdeograph(int codePoint) {
    return (codePoint >= 0x4E00 && codePoint <= 0x9FFF)
        || (codePoint >= 0x3400 && codePoint <= 0x4DBF)
        || (codePoint >= 0x20000 && codePoint <= 0x2A6DF)
        || (codePoint >= 0x2A700 && codePoint <= 0x2B81F)
        || (codePoint >= 0x2B920 && codePoint <= 0x2CEAF)
        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
        || (codePoint >= 0x2F800 && codePoint <= 0x2FA1F);
  }
}
