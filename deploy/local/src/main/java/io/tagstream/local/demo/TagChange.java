package io.tagstream.local.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.EditOperation;
import io.tagstream.schemas.TaggedSentence;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One edit of a stream as it is shown. Positions count code points from the begin of the stream.
 *
 * @param key the stream
 * @param operation {@code +} for what is said, {@code -} for what is taken back
 * @param kind {@code span} or {@code sentence}
 * @param label label of the span or class of the sentence, or {@code null} without one
 * @param begin first code point
 * @param end code point after it
 * @param surface text of the span, or {@code null} of a sentence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"key", "operation", "kind", "label", "begin", "end", "surface"})
record TagChange(
    String key,
    String operation,
    String kind,
    @Nullable String label,
    long begin,
    long end,
    @Nullable String surface) {

  /** Returns the edits of a record that this version knows. */
  static List<TagChange> of(String key, TaggedText text) {
    long textBegin = text.getStream() == null ? 0 : text.getStream().getBegin();
    List<TagChange> changes = new ArrayList<>();
    for (Edit edit : text.getEdits()) {
      if (edit.getOperation() == EditOperation.UNKNOWN) {
        continue;
      }
      String operation = edit.getOperation() == EditOperation.ADD ? "+" : "-";
      TaggedSpan span = edit.getSpan();
      TaggedSentence sentence = edit.getSentence();
      if (span != null) {
        changes.add(
            new TagChange(
                key,
                operation,
                "span",
                span.getLabel(),
                textBegin + span.getBegin(),
                textBegin + span.getEnd(),
                span.getSurface()));
      } else if (sentence != null) {
        changes.add(
            new TagChange(
                key,
                operation,
                "sentence",
                sentence.getLabel(),
                textBegin + sentence.getBegin(),
                textBegin + sentence.getEnd(),
                null));
      }
    }
    return changes;
  }

  boolean isOfSpan() {
    return surface != null;
  }

  boolean takesBack() {
    return operation.equals("-");
  }

  /** Returns the change as a line for people. */
  String line() {
    return "%-10s  %s %s %d-%d%s"
        .formatted(
            key,
            operation,
            label == null ? "(none)" : label,
            begin,
            end,
            surface == null ? "" : " " + surface);
  }
}
