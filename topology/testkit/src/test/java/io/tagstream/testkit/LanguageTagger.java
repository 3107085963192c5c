package io.tagstream.testkit;

import io.tagstream.model.ModelId;
import io.tagstream.model.Span;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import java.util.List;
import java.util.Locale;

/** Labels the first code point of every text with the language it was told, or {@code none}. */
final class LanguageTagger implements Tagger {

  @Override
  public ModelId model() {
    return new ModelId("language", "1", "0".repeat(64));
  }

  @Override
  public List<Tagging> tag(List<String> texts) {
    return texts.stream().map(text -> label(text, "none")).toList();
  }

  @Override
  public Tagging tag(String text, Locale language) {
    return label(text, language.toLanguageTag());
  }

  @Override
  public void close() {}

  private static Tagging label(String text, String label) {
    return new Tagging(List.of(), List.of(new Span(label, 0, 1, text.substring(0, 1), 1f)));
  }
}
