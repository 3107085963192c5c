package io.tagstream.model;

import java.util.List;
import java.util.Locale;

/**
 * A trained model that finds spans and sentence classes in texts. Implementations are safe for use
 * by several threads at once; whoever opened a tagger closes it, and only after the last call has
 * returned (share one through {@link io.tagstream.model.serving.Taggers} if that is hard to know).
 */
public interface Tagger extends AutoCloseable {

  /** Returns the identity of the model, which every record it tags carries. */
  ModelId model();

  /**
   * Tags texts, each on its own, in one batch where the model allows it. The result of a text does
   * not depend on its neighbours, to the bit.
   *
   * @param texts texts in any language; lone surrogates are allowed, {@code null} is not
   * @return one tagging a text, in the order of {@code texts}
   * @throws TaggingException if the model fails; nothing is known about any of the texts then
   */
  List<Tagging> tag(List<String> texts);

  /**
   * Tags one text.
   *
   * @throws TaggingException if the model fails on it
   */
  default Tagging tag(String text) {
    return tag(List.of(text)).get(0);
  }

  /**
   * Tags one text of a known language. A tagger that has rules of its own for some languages, say
   * about where sentences end, follows them; others tag it like any text.
   *
   * @param language language of the text
   * @throws TaggingException if the model fails on it
   */
  default Tagging tag(String text, Locale language) {
    return tag(text);
  }

  /** Frees native memory. A call in flight must have returned before. */
  @Override
  void close();
}
