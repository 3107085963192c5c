package io.tagstream.model;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text to tag.
 *
 * @param content any string; lone surrogates are allowed
 * @param language language of the content, or {@code null} if it is not known. A tagger that has
 *     rules of its own for some languages, say about where sentences end, follows them; for the
 *     others it has general ones.
 * @param second a second text that a model of pairs reads beside the first, such as the answer to a
 *     question, or {@code null}. A tagger that reads one text refuses two.
 */
public record Text(String content, @Nullable Locale language, @Nullable String second) {
  public Text {
    Objects.requireNonNull(content, "content");
  }

  /** A text on its own. */
  public Text(String content, @Nullable Locale language) {
    this(content, language, null);
  }

  /** A text whose language is not known. */
  public static Text of(String content) {
    return new Text(content, null);
  }
}
