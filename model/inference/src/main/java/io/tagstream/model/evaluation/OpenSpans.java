package io.tagstream.model.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts predicted spans of labels that the data does not annotate: they can be neither right nor
 * wrong. Owned by one thread.
 */
final class OpenSpans {
  private final SortedMap<String, Integer> counts = new TreeMap<>();

  /** Returns the spans of the labels that are not open, and counts the others. */
  <S> List<S> without(Collection<String> open, List<S> spans, Function<S, String> label) {
    open.forEach(each -> counts.putIfAbsent(each, 0));
    spans.stream()
        .map(label)
        .filter(open::contains)
        .forEach(each -> counts.merge(each, 1, Integer::sum));
    return spans.stream().filter(span -> !open.contains(label.apply(span))).toList();
  }

  /** Returns what does not count, or {@code null} if everything does. */
  @Nullable LeftOut leftOut() {
    return counts.isEmpty() ? null : new LeftOut(counts, new TreeMap<>());
  }
}
