package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What two sentences have in common that are the same to a reader. */
final class SentenceText {
  private SentenceText() {}

  /** The lower-cased letters and digits of a sentence: what tokenizers do not disagree about. */
  static String key(LabelledSentence sentence) {
    StringBuilder key = new StringBuilder();
    sentence.tokens().stream()
        .flatMapToInt(token -> token.toLowerCase(Locale.ROOT).codePoints())
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }

  static Set<String> keys(Collection<LabelledSentence> sentences) {
    Set<String> keys = new HashSet<>();
    sentences.forEach(sentence -> keys.add(key(sentence)));
    return keys;
  }
}
