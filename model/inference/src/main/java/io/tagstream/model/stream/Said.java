package io.tagstream.model.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What a tagger says of the tail of a stream, at positions of the stream, without ids and surfaces.
 * Immutable.
 *
 * @param spans the spans in order
 * @param sentences the sentences in order
 */
record Said(List<StreamSpan> spans, List<StreamSentence> sentences) {
  static final Said NOTHING = new Said(List.of(), List.of());

  Said {
    spans = List.copyOf(spans);
    sentences = List.copyOf(sentences);
  }

  /** Returns the spans, of those that begin before a place only what comes after it. */
  List<StreamSpan> spansFrom(long place, TailWords words) {
    List<StreamSpan> from = new ArrayList<>(spans.size());
    for (StreamSpan span : spans) {
      long begin = beginFrom(place, span.begin(), words);
      if (begin < span.end()) {
        from.add(part(span, begin, span.end()));
      }
    }
    return from;
  }

  /** Returns the sentences, of those that begin before a place only what comes after it. */
  List<StreamSentence> sentencesFrom(long place, TailWords words) {
    return sentences.stream()
        .map(sentence -> from(sentence, beginFrom(place, sentence.begin(), words)))
        .filter(sentence -> sentence.begin() < sentence.end())
        .toList();
  }

  private static long beginFrom(long place, long begin, TailWords words) {
    return begin >= place ? begin : words.begin(words.firstFrom(place));
  }

  /** Returns the sentences, the first one as the rest of one that begins before. */
  List<StreamSentence> sentencesAfter(long begin) {
    List<StreamSentence> after = new ArrayList<>(sentences);
    if (!after.isEmpty()) {
      after.set(0, from(after.get(0), begin));
    }
    return after;
  }

  private static StreamSentence from(StreamSentence sentence, long begin) {
    return new StreamSentence(sentence.id(), begin, sentence.end(), sentence.sentenceClass());
  }

  /**
   * Returns spans of which one that goes on over a place is two.
   *
   * @param endBefore gives the end of the last word before a place
   */
  static List<StreamSpan> cutAt(long place, List<StreamSpan> spans, LongUnaryOperator endBefore) {
    List<StreamSpan> cut = new ArrayList<>(spans.size() + 1);
    for (StreamSpan span : spans) {
      if (span.begin() < place && place < span.end()) {
        long end = endBefore.applyAsLong(place);
        if (end > span.begin()) {
          cut.add(part(span, span.begin(), end));
        }
        cut.add(part(span, place, span.end()));
      } else {
        cut.add(span);
      }
    }
    return cut;
  }

  private static StreamSpan part(StreamSpan span, long begin, long end) {
    return new StreamSpan(span.id(), span.label(), begin, end, span.surface(), span.score());
  }
}
