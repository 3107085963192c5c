package io.tagstream.model;

import java.util.List;

/**
 * What a model says about one text.
 *
 * @param sentences the sentences in order; they do not overlap
 * @param spans the spans ordered by begin; they do not overlap and none crosses a sentence
 */
public record Tagging(List<ClassifiedSentence> sentences, List<Span> spans) {
  public Tagging {
    sentences = List.copyOf(sentences);
    spans = List.copyOf(spans);
  }
}
