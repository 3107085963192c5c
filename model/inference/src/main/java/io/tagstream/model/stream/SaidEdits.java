package io.tagstream.model.stream;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.stream.StreamState.SaidSentence;
import io.tagstream.model.stream.StreamState.SaidSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is said with what was said: what stays keeps its id, what is new gets the next one,
 * what is gone is taken back. Used by one thread, for one event.
 */
final class SaidEdits {
  private final Surfaces surfaces;
  private final List<StreamEdit> retracted = new ArrayList<>();
  private final List<StreamEdit> added = new ArrayList<>();
  private long nextId;

  SaidEdits(Surfaces surfaces, long nextId) {
    this.surfaces = surfaces;
    this.nextId = nextId;
  }

  /** Returns all changes: first what is taken back. */
  List<StreamEdit> edits() {
    List<StreamEdit> edits = new ArrayList<>(retracted);
    edits.addAll(added);
    return edits;
  }

  long nextId() {
    return nextId;
  }

  /**
   * Returns the spans with their ids and surfaces.
   *
   * @param before what was said
   * @param now what is said, without ids
   */
  List<StreamSpan> spans(List<SaidSpan> before, List<StreamSpan> now) {
    return compared(
        before,
        now,
        (said, span) ->
            said.begin() == span.begin()
                && said.end() == span.end()
                && said.label().equals(span.label()),
        (said, span) ->
            span(
                said == null ? nextId++ : said.id(),
                span.label(),
                span.begin(),
                span.end(),
                span.score()),
        span -> new StreamEdit.OfSpan(true, span),
        said -> new StreamEdit.OfSpan(false, unchanged(said)));
  }

  /** Returns a span as it was said, with its surface. */
  StreamSpan unchanged(SaidSpan said) {
    return span(said.id(), said.label(), said.begin(), said.end(), said.score());
  }

  private StreamSpan span(long id, String label, long begin, long end, float score) {
    return new StreamSpan(id, label, begin, end, surfaces.surface(begin, end), score);
  }

  /**
   * Returns the sentences with their ids.
   *
   * @param before what was said
   * @param now what is said, without ids
   */
  List<StreamSentence> sentences(List<SaidSentence> before, List<StreamSentence> now) {
    return compared(
        before,
        now,
        (said, sentence) ->
            said.begin() == sentence.begin()
                && said.end() == sentence.end()
                && Objects.equals(said.label(), label(sentence)),
        (said, sentence) ->
            new StreamSentence(
                said == null ? nextId++ : said.id(),
                sentence.begin(),
                sentence.end(),
                sentence.sentenceClass()),
        sentence -> new StreamEdit.OfSentence(true, sentence),
        said -> new StreamEdit.OfSentence(false, unchanged(said)));
  }

  private static @Nullable String label(StreamSentence sentence) {
    SentenceClass sentenceClass = sentence.sentenceClass();
    return sentenceClass == null ? null : sentenceClass.label();
  }

  /** Of what was said of a sentence, only the label is remembered, and how probable it was. */
  private static StreamSentence unchanged(SaidSentence said) {
    String label = said.label();
    return new StreamSentence(
        said.id(),
        said.begin(),
        said.end(),
        label == null ? null : new SentenceClass(label, said.score(), Map.of()));
  }

  /** Gives what is said now the id of the same before; the functions say how. */
  private interface Numbering<S, N> {
    N of(@Nullable S said, N now);
  }

  private <S, N> List<N> compared(
      List<S> before,
      List<N> now,
      BiPredicate<S, N> same,
      Numbering<S, N> numbering,
      Function<N, StreamEdit> add,
      Function<S, StreamEdit> retract) {
    List<S> gone = new ArrayList<>(before);
    List<N> numbered = new ArrayList<>(now.size());
    for (N one : now) {
      S said = gone.stream().filter(other -> same.test(other, one)).findFirst().orElse(null);
      N with = numbering.of(said, one);
      numbered.add(with);
      if (said == null) {
        added.add(add.apply(with));
      } else {
        gone.remove(said);
      }
    }
    gone.forEach(said -> retracted.add(retract.apply(said)));
    return numbered;
  }
}
