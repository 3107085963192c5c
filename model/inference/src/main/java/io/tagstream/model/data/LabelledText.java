package io.tagstream.model.data;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One text of labelled data, as production gets it.
 *
 * @param id identity within its data set
 * @param text the text
 * @param second a second text that models of pairs read beside it, or {@code null}
 * @param spans its spans, or {@code null} if the data set labels none
 * @param label class of the text, or {@code null} if the data set has no classes
 * @param open labels of spans that the data set does not annotate: a model that finds one of them
 *     may be right
 */
public record LabelledText(
    String id,
    String text,
    @Nullable String second,
    @Nullable List<TextSpan> spans,
    @Nullable String label,
    Set<String> open) {
  public LabelledText {
    spans = spans == null ? null : List.copyOf(spans);
    open = Set.copyOf(open);
  }

  /** A text on its own, of a data set that annotates all labels. */
  public LabelledText(
      String id, String text, @Nullable List<TextSpan> spans, @Nullable String label) {
    this(id, text, null, spans, label, Set.of());
  }
}
