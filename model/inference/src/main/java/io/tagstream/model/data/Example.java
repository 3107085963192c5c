package io.tagstream.model.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An example as its file has it, before tokens are made of its text and its tags are converted.
 *
 * @param line the line it begins at, from 1
 * @param tokenALine whether every token stands on a line of its own
 * @param id identity within its data set
 * @param text its text, or {@code null} if the data has only tokens
 * @param second a second text that goes with it, or {@code null}; a blank one is none
 * @param tokens its tokens; empty if the data has only the text
 * @param tags one a token in the notation of the file; empty if there are none
 * @param spans spans of the text, or {@code null} if there are none or they are written as tags
 * @param label class, or {@code null} if there is none
 * @param place its place in a stream, or {@code null} if it tells none
 */
record Example(
    int line,
    boolean tokenALine,
    String id,
    @Nullable String text,
    @Nullable String second,
    List<String> tokens,
    List<String> tags,
    @Nullable List<TextSpan> spans,
    @Nullable String label,
    @Nullable StreamPlace place) {
  Example {
    tokens = List.copyOf(tokens);
    tags = List.copyOf(tags);
    spans = spans == null ? null : List.copyOf(spans);
    second = second == null || second.isBlank() ? null : second;
  }

  /** Returns the line a token stands on. */
  int lineOf(int token) {
    return tokenALine ? line + token : line;
  }

  /** Returns the example with other tags. */
  Example withTags(List<String> others) {
    return new Example(line, tokenALine, id, text, second, tokens, others, spans, label, place);
  }

  /** Returns the example with other tokens and their tags; they do not stand a line each. */
  Example withTokens(List<String> others, List<String> theirTags) {
    return new Example(line, false, id, text, second, others, theirTags, spans, label, place);
  }
}
