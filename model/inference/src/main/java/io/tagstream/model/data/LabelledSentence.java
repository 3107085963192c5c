package io.tagstream.model.data;

import java.util.List;
import java.util.Set;
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
 * @param open labels of spans that the data set does not annotate: where it says {@code O}, a model
 *     that says one of them may be right
 * @param place its place in a stream, or {@code null} if it is a stream of its own; the sentences
 *     of a text have the same
 */
public record LabelledSentence(
    String id,
    @Nullable String text,
    List<String> tokens,
    List<String> tags,
    @Nullable String label,
    Set<String> open,
    @Nullable StreamPlace place) {
  public LabelledSentence {
    tokens = List.copyOf(tokens);
    tags = List.copyOf(tags);
    open = Set.copyOf(open);
  }

  /** A sentence of a data set that annotates all labels. */
  public LabelledSentence(
      String id,
      @Nullable String text,
      List<String> tokens,
      List<String> tags,
      @Nullable String label) {
    this(id, text, tokens, tags, label, Set.of(), null);
  }

  /** Returns other words of the same sentence, which are cut from no text, with their tags. */
  public LabelledSentence rewritten(List<String> words, List<String> theirTags) {
    return new LabelledSentence(id, null, words, theirTags, label, open, place);
  }

  /** Returns the sentence as a stream of its own. */
  public LabelledSentence alone() {
    return new LabelledSentence(id, text, tokens, tags, label, open, null);
  }

  /** Returns whether a span of a label may be right though the sentence does not annotate it. */
  public boolean leavesOpen(String label) {
    return open.contains(label);
  }

  /** Returns whether the sentence has a tag for every token. */
  public boolean hasTags() {
    return !tags.isEmpty();
  }
}
