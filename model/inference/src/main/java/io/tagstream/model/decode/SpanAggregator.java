package io.tagstream.model.decode;

import io.tagstream.model.TaggingException;
import io.tagstream.model.encoder.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes spans of what a model says of pieces, as the token classification pipeline of Hugging
 * Face's {@code transformers} does: pieces become words ({@link Aggregation}), neighbouring words
 * of one label become a span unless the second is tagged {@code B-}, and what is {@code O} is left
 * out. {@code I-} or a label without prefix opens a span where none of its label is open. The score
 * of a span is the mean probability of its words. Other than there, spans never overlap: a
 * character whose bytes are several pieces belongs to the first span that has one of them.
 * Immutable, safe for use by several threads at once.
 */
public final class SpanAggregator {
  private final List<Tag> tags;
  private final Aggregation aggregation;

  /**
   * A tag of the model.
   *
   * @param opens whether it begins a span even behind one of the same label
   * @param name what follows {@code B-} or {@code I-}, or all of it
   * @param label what follows the first hyphen, or all of it: what a span is called
   */
  private record Tag(boolean opens, String name, String label) {
    static Tag of(String tag) {
      boolean prefixed = tag.startsWith("B-") || tag.startsWith("I-");
      return new Tag(
          tag.startsWith("B-"),
          prefixed ? tag.substring(2) : tag,
          tag.substring(tag.indexOf('-') + 1));
    }
  }

  /** A piece or word with its most probable tag. */
  private record Word(int begin, int end, Tag tag, float score) {}

  /**
   * Makes an aggregator.
   *
   * @param tags the tags of the model in the order of its logits
   */
  public SpanAggregator(List<String> tags, Aggregation aggregation) {
    this.tags = tags.stream().map(Tag::of).toList();
    this.aggregation = aggregation;
  }

  /** Returns what a span is called whose pieces have a tag. */
  public static String label(String tag) {
    return Tag.of(tag).label();
  }

  /**
   * Makes spans.
   *
   * @param pieces the pieces of a text in order, without special ones
   * @param logits what the model says of each, [N,K]
   * @throws TaggingException if the shape is wrong or a number is not finite
   */
  public List<AggregatedSpan> spans(List<Piece> pieces, float[][] logits) {
    List<AggregatedSpan> spans = new ArrayList<>();
    List<Word> open = new ArrayList<>();
    for (Word word : words(pieces, probabilities(logits))) {
      if (!open.isEmpty() && !goesOn(open.get(open.size() - 1).tag(), word.tag())) {
        addTo(spans, open);
        open.clear();
      }
      open.add(word);
    }
    addTo(spans, open);
    return spans;
  }

  private static boolean goesOn(Tag before, Tag tag) {
    return !tag.opens() && tag.name().equals(before.name());
  }

  private static void addTo(List<AggregatedSpan> spans, List<Word> words) {
    if (words.isEmpty() || words.get(0).tag().label().equals(TagSet.OUTSIDE)) {
      return;
    }
    int free = spans.isEmpty() ? 0 : spans.get(spans.size() - 1).end();
    int begin = Math.max(free, words.get(0).begin());
    int end = words.get(words.size() - 1).end();
    if (begin >= end) {
      return; // a blank of which the tokenizer left nothing, or more bytes of the same character
    }
    double sum = 0;
    for (Word word : words) {
      sum += word.score();
    }
    spans.add(
        new AggregatedSpan(words.get(0).tag().label(), begin, end, (float) (sum / words.size())));
  }

  private List<Word> words(List<Piece> pieces, float[][] probabilities) {
    List<Word> words = new ArrayList<>();
    int first = 0;
    for (int end = 1; end <= pieces.size(); end++) {
      boolean joins =
          aggregation != Aggregation.SIMPLE && end < pieces.size() && pieces.get(end).continues();
      if (!joins) {
        float[] said = aggregated(probabilities, first, end);
        int best = Softmax.largest(said);
        words.add(
            new Word(
                pieces.get(first).begin(), pieces.get(end - 1).end(), tags.get(best), said[best]));
        first = end;
      }
    }
    return words;
  }

  /** Returns the probabilities of the tags of a word, of which one piece or more are given. */
  private float[] aggregated(float[][] probabilities, int first, int end) {
    return switch (aggregation) {
      case SIMPLE, FIRST -> probabilities[first];
      case AVERAGE -> mean(probabilities, first, end);
      case MAX -> surest(probabilities, first, end);
    };
  }

  private static float[] mean(float[][] probabilities, int first, int end) {
    float[] mean = new float[probabilities[first].length];
    for (int tag = 0; tag < mean.length; tag++) {
      double sum = 0;
      for (int piece = first; piece < end; piece++) {
        sum += probabilities[piece][tag];
      }
      mean[tag] = (float) (sum / (end - first));
    }
    return mean;
  }

  private static float[] surest(float[][] probabilities, int first, int end) {
    float[] surest = probabilities[first];
    for (int piece = first + 1; piece < end; piece++) {
      float[] other = probabilities[piece];
      surest = other[Softmax.largest(other)] > surest[Softmax.largest(surest)] ? other : surest;
    }
    return surest;
  }

  private float[][] probabilities(float[][] logits) {
    float[][] probabilities = new float[logits.length][];
    for (int piece = 0; piece < logits.length; piece++) {
      float[] scores = logits[piece];
      if (scores.length != tags.size()) {
        throw new TaggingException(
            "tag logits: expected %d a piece, found %d; the graph is not the one of these labels"
                .formatted(tags.size(), scores.length),
            null);
      }
      FiniteLogits.verify("tag logits", scores);
      probabilities[piece] = Softmax.of(scores);
    }
    return probabilities;
  }
}
