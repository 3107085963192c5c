package io.tagstream.model.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sentence of labelled data.
 *
 * @param id identity within its data set
 * @param text the text the tokens were cut from, or {@code null} if the data set has only tokens
 * @param tokens the tokens, at least one
 * @param tags {@code O}, {@code B-label} or {@code I-label}, one a token; empty if the data set
 *     labels no spans
 * @param label class of the sentence, or {@code null} if the data set has no classes
 */
public record LabelledSentence(
    String id,
    @Nullable String text,
    List<String> tokens,
    List<String> tags,
    @Nullable String label) {
  public LabelledSentence {
    tokens = List.copyOf(tokens);
    tags = List.copyOf(tags);
  }

  /** Returns whether the sentence has a tag for every token. */
  public boolean hasTags() {
    return !tags.isEmpty();
  }
}
