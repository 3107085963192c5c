package io.tagstream.training.data;

import io.tagstream.model.command.NearestKey;
import io.tagstream.model.decode.TagSet;
import io.tagstream.training.config.DataConfig.Heads;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every head of a network can say: the labels of all data sets that train it, in the order of
 * the alphabet.
 *
 * @param spans labels of spans by slot head
 * @param classes classes by class head
 */
public record HeadLabels(
    SortedMap<String, List<String>> spans, SortedMap<String, List<String>> classes) {
  public HeadLabels {
    spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
  }

  /**
   * Collects the labels of data sets.
   *
   * @throws UnusableDataException if a data set is not labelled as it should be, or leaves a label
   *     open that its head does not know or that it annotates itself
   */
  static HeadLabels of(List<SetSentences> sets) {
    Map<String, Set<String>> spans = new TreeMap<>();
    Map<String, Set<String>> classes = new TreeMap<>();
    for (SetSentences set : sets) {
      if (!set.train().isEmpty()) {
        LabelSets own = LabelSets.of(set.set(), set.train());
        add(set.set().heads().slots(), own.spans(), spans);
        add(set.set().heads().classes(), own.classes(), classes);
      }
    }
    HeadLabels heads = new HeadLabels(lists(spans), lists(classes));
    sets.forEach(heads::verifyOpen);
    return heads;
  }

  private static void add(String head, List<String> labels, Map<String, Set<String>> heads) {
    if (!labels.isEmpty()) {
      heads.computeIfAbsent(head, unused -> new TreeSet<>()).addAll(labels);
    }
  }

  private static SortedMap<String, List<String>> lists(Map<String, Set<String>> sets) {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    sets.forEach((head, labels) -> lists.put(head, List.copyOf(labels)));
    return lists;
  }

  private void verifyOpen(SetSentences set) {
    Heads heads = set.set().heads();
    Set<String> own =
        set.all().flatMap(LabelSets::spanLabels).collect(Collectors.toUnmodifiableSet());
    List<String> known = spans.getOrDefault(heads.slots(), List.of());
    for (String label : heads.open()) {
      String key = set.set().key("open");
      if (known.isEmpty() || !known.contains(label)) {
        throw new UnusableDataException(
            "%s: expected labels that other data sets of the head '%s' annotate, found '%s'%s"
                .formatted(
                    key,
                    heads.slots(),
                    label,
                    known.isEmpty()
                        ? ""
                        : "; the nearest is '" + NearestKey.to(label, known) + "'"));
      }
      if (own.contains(label)) {
        throw new UnusableDataException(
            "%s: expected labels that the data set does not annotate, found '%s', which it does; take it out"
                .formatted(key, label));
      }
    }
  }

  /** Returns the tags of a slot head, or {@code null} if there is no such head. */
  @Nullable TagSet tags(String head) {
    List<String> labels = spans.get(head);
    return labels == null ? null : TagSet.of(labels);
  }

  /** Returns what a bundle with at most one head of either kind can say. */
  public LabelSets of(BundleHeads heads) {
    return new LabelSets(
        heads.slots() == null ? List.of() : spans.getOrDefault(heads.slots(), List.of()),
        heads.classes() == null ? List.of() : classes.getOrDefault(heads.classes(), List.of()));
  }
}
