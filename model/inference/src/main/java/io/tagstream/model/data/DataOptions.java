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
 * @param placed whether every example must tell its place in a stream
 */
public record DataOptions(
    @Nullable DataFormat format,
    @Nullable TagNotation notation,
    TokenSource tokens,
    int maxTokens,
    boolean placed) {

  /** Everything is recognised; the tokens are those of the data where it has some. */
  public static final DataOptions RECOGNISED =
      new DataOptions(null, null, TokenSource.DATA, TextSegmenter.DEFAULT_MAX_TOKENS);

  /** Options for data that need not tell of streams. */
  public DataOptions(
      @Nullable DataFormat format,
      @Nullable TagNotation notation,
      TokenSource tokens,
      int maxTokens) {
    this(format, notation, tokens, maxTokens, false);
  }

  /** Where tokens come from. */
  public enum TokenSource {
    /** Those of the data; where it has only texts, they are cut out of them as in production. */
    DATA,
    /** Cut out of the texts as in production, even where the data has tokens. */
    TEXT
  }
}
