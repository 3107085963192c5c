package io.tagstream.testkit;

import io.tagstream.model.ModelId;
import io.tagstream.model.Span;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import java.util.List;
import java.util.Locale;

/** Labels the first code point of every text with the language it was told, or {@code none}. */
final class LanguageTagger implements Tagger {

  @Override
  public ModelId model() {
    return new ModelId("language", "1", "0".repeat(64));
  }

  @Override
  public List<Tagging> tag(List<Text> texts) {
    return texts.stream().map(LanguageTagger::label).toList();
  }

  @Override
  public void close() {}

  private static Tagging label(Text text) {
    Locale language = text.language();
    String label = language == null ? "none" : language.toLanguageTag();
    String surface = text.content().substring(0, 1);
    return new Tagging(List.of(), List.of(new Span(label, 0, 1, surface, 1f)));
  }
}
