package io.tagstream.training.data;

import io.tagstream.model.data.LabelledSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks for what is likely to be a mistake in the data of a training, and says it: nothing of it
 * keeps the training from beginning.
 */
public final class DataChecks {
  private final TrainingData data;
  private final List<String> findings = new ArrayList<>();

  private DataChecks(TrainingData data) {
    this.data = data;
  }

  /** Returns sentences for people, each with a count. */
  public static List<String> of(TrainingData data) {
    DataChecks checks = new DataChecks(data);
    data.sets().forEach(checks::check);
    checks.duplicates("dev", data.dev());
    checks.duplicates("test", data.test());
    return checks.findings;
  }

  private void check(SetSentences set) {
    unknownLabels(set, set.devKey(), set.dev());
    unknownLabels(set, set.set().key("test"), set.test());
  }

  /** A set that is only measured by is held against all that its heads learn from. */
  private void unknownLabels(SetSentences set, String key, List<LabelledSentence> sentences) {
    LabelSets known =
        data.labels().of(new BundleHeads(set.set().heads().slots(), set.set().heads().classes()));
    unknown(key, "labels of spans", known.spans(), labels(sentences, LabelSets::spanLabels));
    unknown(key, "classes", known.classes(), labels(sentences, LabelSets::classes));
  }

  private static SortedMap<String, Integer> labels(
      List<LabelledSentence> sentences, Function<LabelledSentence, Stream<String>> labels) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    sentences.stream().flatMap(labels).forEach(label -> counts.merge(label, 1, Integer::sum));
    return counts;
  }

  /** Where nothing of a kind is learned, it is one mistake, not one a label. */
  private void unknown(
      String key, String kind, List<String> known, SortedMap<String, Integer> counts) {
    if (known.isEmpty() && counts.size() > 1) {
      findings.add(
          "%s: %d %s occur (%d times), but none in the sentences to learn from, so the model cannot say any"
              .formatted(
                  key,
                  counts.size(),
                  kind,
                  counts.values().stream().mapToInt(Integer::intValue).sum()));
      return;
    }
    counts.keySet().removeAll(known);
    counts.forEach(
        (label, count) ->
            findings.add(
                "%s: '%s' (%d times) does not occur in the sentences to learn from, so the model cannot say it"
                    .formatted(key, label, count)));
  }

  /** Returns sentences for people about labels of one head that differ only in case. */
  static List<String> spellings(List<SetSentences> sets) {
    Map<String, Map<String, Integer>> heads = new TreeMap<>();
    for (SetSentences set : sets) {
      String spans = "labels of the slot head '" + set.set().heads().slots() + "'";
      String classes = "classes of the class head '" + set.set().heads().classes() + "'";
      set.all()
          .forEach(
              sentence -> {
                LabelSets.spanLabels(sentence).forEach(label -> count(heads, spans, label));
                if (sentence.label() != null) {
                  count(heads, classes, sentence.label());
                }
              });
    }
    List<String> findings = new ArrayList<>();
    heads.forEach((head, counts) -> spellings(head, counts, findings));
    return findings;
  }

  private static void count(Map<String, Map<String, Integer>> heads, String head, String label) {
    heads.computeIfAbsent(head, unused -> new TreeMap<>()).merge(label, 1, Integer::sum);
  }

  private static void spellings(String head, Map<String, Integer> counts, List<String> findings) {
    Map<String, List<String>> alike = new TreeMap<>();
    counts.forEach(
        (label, count) ->
            alike
                .computeIfAbsent(label.toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                .add("'" + label + "' (" + count + " times)"));
    alike.values().stream()
        .filter(labels -> labels.size() > 1)
        .forEach(
            labels ->
                findings.add(
                    "%s: %s differ only in case and are different labels"
                        .formatted(head, String.join(" and ", labels))));
  }

  private void duplicates(String split, List<LabelledSentence> sentences) {
    Set<String> learned = SentenceText.keys(data.train());
    long known =
        sentences.stream()
            .map(SentenceText::key)
            .filter(key -> !key.isEmpty() && learned.contains(key))
            .count();
    if (known > 0) {
      findings.add(
          "%d of %d %s sentences also stand, but for case and punctuation, among those to learn from: its scores promise too much"
              .formatted(known, sentences.size(), split));
    }
  }
}
