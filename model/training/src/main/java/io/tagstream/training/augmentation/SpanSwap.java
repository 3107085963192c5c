package io.tagstream.training.augmentation;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.Shares.SwapWithin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The words of every span replaced by those of a span of the same label elsewhere in the data (Dai
 * &amp; Adel 2020, "mention replacement"). Each different span is as likely as every other, its own
 * words included, however often it occurs. Immutable.
 */
public final class SpanSwap implements Augmentation {
  private final SwapWithin within;
  private final Map<Place, List<List<String>>> spans = new HashMap<>();

  /** Where a span can stand; the class is {@code null} if it does not matter, or there is none. */
  private record Place(String label, @Nullable String sentenceClass) {}

  /**
   * Collects the spans.
   *
   * @param sentences tagged as BIO asks, or without tags
   * @param within which of them the words of a span may come from
   */
  public SpanSwap(List<LabelledSentence> sentences, SwapWithin within) {
    this.within = within;
    Map<Place, Set<List<String>>> different = new HashMap<>();
    for (LabelledSentence sentence : sentences) {
      for (int begin = 0; begin < sentence.tags().size(); begin++) {
        String tag = sentence.tags().get(begin);
        if (tag.startsWith("B-")) {
          different
              .computeIfAbsent(place(tag, sentence), place -> new LinkedHashSet<>())
              .add(List.copyOf(sentence.tokens().subList(begin, end(sentence.tags(), begin))));
        }
      }
    }
    different.forEach((place, words) -> spans.put(place, List.copyOf(words)));
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
        List<List<String>> others = spans.getOrDefault(place(tag, sentence), List.of());
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
    return sentence.rewritten(tokens, tags);
  }

  private Place place(String tag, LabelledSentence sentence) {
    return new Place(tag.substring(2), within == SwapWithin.CLASS ? sentence.label() : null);
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
