package io.tagstream.topology.tagging;

import io.tagstream.model.stream.StreamEdit;
import io.tagstream.model.stream.StreamSentence;
import io.tagstream.model.stream.StreamSpan;
import io.tagstream.model.stream.StreamStep;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.EditOperation;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps what a model said about one event of a stream to the record of the output topic. The model
 * counts positions from the begin of the stream, the record from the begin of the event's text.
 *
 * @param form what of a tagging goes out
 */
record StreamTextAssembler(OutputForm form) {

  /**
   * @param event the event, or null for the end of a stream without one
   * @param stream where the event stands in its stream
   */
  TaggedText assemble(
      @Nullable TextEvent event,
      StreamPosition stream,
      StreamStep step,
      ModelUse model,
      SourceCoordinates source) {
    long textBegin = step.begin();
    return new TaggedText(
        event == null ? null : form.textOf(event),
        stream,
        step.sentences().stream().map(sentence -> sentence(sentence, textBegin)).toList(),
        step.spans().stream().map(span -> span(span, textBegin)).toList(),
        step.edits().stream().map(edit -> edit(edit, textBegin)).toList(),
        model.reference(),
        model.provisional(),
        source,
        event == null ? Map.of() : event.getAttributes());
  }

  private Edit edit(StreamEdit edit, long textBegin) {
    EditOperation operation = edit.adds() ? EditOperation.ADD : EditOperation.RETRACT;
    if (edit instanceof StreamEdit.OfSpan ofSpan) {
      return new Edit(operation, span(ofSpan.span(), textBegin), null);
    }
    StreamEdit.OfSentence ofSentence = (StreamEdit.OfSentence) edit;
    return new Edit(operation, null, sentence(ofSentence.sentence(), textBegin));
  }

  private TaggedSentence sentence(StreamSentence sentence, long textBegin) {
    return form.sentence(
        sentence.id(),
        relative(sentence.begin(), textBegin),
        relative(sentence.end(), textBegin),
        sentence.sentenceClass());
  }

  private static TaggedSpan span(StreamSpan span, long textBegin) {
    return new TaggedSpan(
        span.id(),
        span.label(),
        relative(span.begin(), textBegin),
        relative(span.end(), textBegin),
        span.surface(),
        span.score());
  }

  /** A sentence that never ends may begin further back than the record can say. */
  private static int relative(long position, long textBegin) {
    return (int) Math.max(position - textBegin, Integer.MIN_VALUE);
  }
}
