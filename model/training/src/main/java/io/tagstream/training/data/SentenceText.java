package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What two sentences or texts have in common that are the same to a reader. */
final class SentenceText {
  private SentenceText() {}

  /** The lower-cased letters and digits of a sentence: what tokenizers do not disagree about. */
  static String key(LabelledSentence sentence) {
    return key(List.of(sentence));
  }

  /** The same of all sentences of a text. */
  static String key(List<LabelledSentence> text) {
    StringBuilder key = new StringBuilder();
    text.stream()
        .flatMap(sentence -> sentence.tokens().stream())
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
