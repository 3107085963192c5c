package io.tagstream.topology.tagging;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Maps what a model said about one text event to the record of the output topic. Sentences and
 * spans are numbered from 0 within their text.
 *
 * <p>Every text is tagged on its own, so {@code stream} is null, with one exception: a record that
 * ends the stream of its key says {@code ended}, as a stream of this one record, whose generation
 * is its own offset.
 *
 * @param form what of a tagging goes out
 */
record LoneTextAssembler(OutputForm form) {

  /**
   * @param endsStream whether the stream of the record's key ends here; false without a key
   */
  TaggedText assemble(
      TextEvent event,
      boolean endsStream,
      Tagging tagging,
      ModelUse model,
      SourceCoordinates source) {
    return new TaggedText(
        form.textOf(event),
        endsStream ? endOfStream(false, source) : null,
        sentences(tagging.sentences()),
        spans(tagging.spans()),
        List.of(),
        model.reference(),
        model.provisional(),
        source,
        event.getAttributes());
  }

  /**
   * The answer to a tombstone: no text, but the end of the stream of its key.
   *
   * @param gap whether an event of the key became a dead letter since the output before
   */
  TaggedText assembleTombstone(boolean gap, ModelUse model, SourceCoordinates source) {
    return new TaggedText(
        null,
        endOfStream(gap, source),
        List.of(),
        List.of(),
        List.of(),
        model.reference(),
        model.provisional(),
        source,
        Map.of());
  }

  private static StreamPosition endOfStream(boolean gap, SourceCoordinates source) {
    return new StreamPosition(source.getOffset(), 0L, true, gap, 0L);
  }

  private List<TaggedSentence> sentences(List<ClassifiedSentence> sentences) {
    List<TaggedSentence> tagged = new ArrayList<>(sentences.size());
    for (ClassifiedSentence sentence : sentences) {
      tagged.add(
          form.sentence(tagged.size(), sentence.begin(), sentence.end(), sentence.sentenceClass()));
    }
    return tagged;
  }

  private static List<TaggedSpan> spans(List<Span> spans) {
    List<TaggedSpan> tagged = new ArrayList<>(spans.size());
    for (Span span : spans) {
      tagged.add(
          new TaggedSpan(
              (long) tagged.size(),
              span.label(),
              span.begin(),
              span.end(),
              span.surface(),
              span.score()));
    }
    return tagged;
  }
}
