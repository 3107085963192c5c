package io.tagstream.model.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text of labelled data, as production gets it.
 *
 * @param id identity within its data set
 * @param text the text
 * @param spans its spans, or {@code null} if the data set labels none
 * @param label class of the text, or {@code null} if the data set has no classes
 */
public record LabelledText(
    String id, String text, @Nullable List<TextSpan> spans, @Nullable String label) {
  public LabelledText {
    spans = spans == null ? null : List.copyOf(spans);
  }
}
