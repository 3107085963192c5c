package io.tagstream.model.data;

import io.tagstream.model.text.TextSegmenter;
import org.jspecify.annotations.Nullable;

/**
 * How files of labelled data are read.
 *
 * @param format their format, or {@code null} to recognise it
 * @param notation how their tags mark spans, or {@code null} to recognise it
 * @param tokens where the tokens come from
 * @param maxTokens tokens of the longest sentence that is cut out of a text
 */
public record DataOptions(
    @Nullable DataFormat format,
    @Nullable TagNotation notation,
    TokenSource tokens,
    int maxTokens) {

  /** Everything is recognised; the tokens are those of the data where it has some. */
  public static final DataOptions RECOGNISED =
      new DataOptions(null, null, TokenSource.DATA, TextSegmenter.DEFAULT_MAX_TOKENS);

  /** Where tokens come from. */
  public enum TokenSource {
    /** Those of the data; where it has only texts, they are cut out of them as in production. */
    DATA,
    /** Cut out of the texts as in production, even where the data has tokens. */
    TEXT
  }
}
