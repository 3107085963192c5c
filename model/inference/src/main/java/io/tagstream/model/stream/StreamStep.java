package io.tagstream.model.stream;

import java.util.List;

/**
 * What a model says about one event of a stream. Positions count code points from the begin of the
 * stream.
 *
 * @param state what is needed to read the next event
 * @param begin first code point of the event's text
 * @param end code point after it
 * @param sentences the sentences that touch the text, in order
 * @param spans the spans that touch the text, ordered by begin; they do not overlap
 * @param edits what changed against everything said before: first what is taken back, then what is
 *     said for the first time
 * @param finalAfter from here on spans may still change; those before are final
 */
public record StreamStep(
    StreamState state,
    long begin,
    long end,
    List<StreamSentence> sentences,
    List<StreamSpan> spans,
    List<StreamEdit> edits,
    long finalAfter) {
  public StreamStep {
    sentences = List.copyOf(sentences);
    spans = List.copyOf(spans);
    edits = List.copyOf(edits);
  }
}
