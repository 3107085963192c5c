package io.tagstream.training.augmentation;

import io.tagstream.model.data.LabelledSentence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The words of every span replaced by those of a span of the same label elsewhere in the data (Dai
 * &amp; Adel 2020, "mention replacement"). Each different span is as likely as every other, however
 * often it occurs. Immutable.
 */
public final class SpanSwap implements Augmentation {
  private final Map<String, List<List<String>>> spans = new TreeMap<>();

  /**
   * Collects the spans.
   *
   * @param sentences tagged as BIO asks, or without tags
   */
  public SpanSwap(List<LabelledSentence> sentences) {
    Map<String, Set<List<String>>> different = new TreeMap<>();
    for (LabelledSentence sentence : sentences) {
      for (int begin = 0; begin < sentence.tags().size(); begin++) {
        String tag = sentence.tags().get(begin);
        if (tag.startsWith("B-")) {
          different
              .computeIfAbsent(tag.substring(2), label -> new LinkedHashSet<>())
              .add(List.copyOf(sentence.tokens().subList(begin, end(sentence.tags(), begin))));
        }
      }
    }
    different.forEach((label, words) -> spans.put(label, List.copyOf(words)));
  }

  @Override
  public LabelledSentence of(LabelledSentence sentence, RandomGenerator random) {
    if (!sentence.hasTags()) {
      return sentence;
    }
    List<String> tokens = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    int token = 0;
    while (token < sentence.tokens().size()) {
      String tag = sentence.tags().get(token);
      if (tag.startsWith("B-")) {
        List<List<String>> others = spans.getOrDefault(tag.substring(2), List.of());
        int end = end(sentence.tags(), token);
        add(
            others.isEmpty()
                ? sentence.tokens().subList(token, end)
                : others.get(random.nextInt(others.size())),
            tag,
            tokens,
            tags);
        token = end;
      } else {
        tokens.add(sentence.tokens().get(token++));
        tags.add(tag);
      }
    }
    return new LabelledSentence(sentence.id(), null, tokens, tags, sentence.label());
  }

  private static void add(List<String> words, String tag, List<String> tokens, List<String> tags) {
    tokens.addAll(words);
    tags.add(tag);
    for (int i = 1; i < words.size(); i++) {
      tags.add("I-" + tag.substring(2));
    }
  }

  /** Returns the position after the span that begins at {@code begin}. */
  private static int end(List<String> tags, int begin) {
    int end = begin + 1;
    while (end < tags.size() && tags.get(end).startsWith("I-")) {
      end++;
    }
    return end;
  }
}
