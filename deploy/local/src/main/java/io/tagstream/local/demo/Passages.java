package io.tagstream.local.demo;

import io.tagstream.app.display.Passage;
import io.tagstream.schemas.ModelReference;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TaggedText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes records of the output topic showable. */
final class Passages {
  private Passages() {}

  /** Returns what a record says; keys are opaque bytes everywhere but here, where they are read. */
  static Passage of(byte @Nullable [] key, TaggedText tagged) {
    ModelReference model = tagged.getModel();
    SourceCoordinates source = tagged.getSource();
    return new Passage(
        key == null ? null : new String(key, StandardCharsets.UTF_8),
        tagged.getText() == null ? "" : tagged.getText(),
        tagged.getSentences().stream()
            .map(
                sentence ->
                    new Passage.Sentence(
                        sentence.getBegin(),
                        sentence.getEnd(),
                        sentence.getLabel(),
                        sentence.getScore()))
            .toList(),
        tagged.getSpans().stream()
            .map(
                span ->
                    new Passage.Span(
                        span.getLabel(),
                        span.getBegin(),
                        span.getEnd(),
                        span.getSurface(),
                        span.getScore()))
            .toList(),
        new Passage.Model(model.getName(), model.getVersion(), model.getDigest()),
        new Passage.Source(source.getTopic(), source.getPartition(), source.getOffset()));
  }
}
