package io.tagstream.training.report;

import io.tagstream.model.evaluation.ClassScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How often what is labelled one way was predicted another. The names in brackets stand for what is
 * no label; no label has a space in it.
 */
final class Confusions {
  /** Predicted: nothing at all. */
  static final String MISSED = "(not found)";

  /** Labelled: nothing at all. */
  static final String INVENTED = "(not labelled)";

  /** Predicted: the right label on too many or too few words. */
  static final String OTHER_BORDERS = "(other borders)";

  private final SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();

  /**
   * One way to be wrong.
   *
   * @param count how often it happened
   */
  record Confusion(String gold, String predicted, int count) {}

  static Confusions of(ClassScores classes) {
    Confusions confusions = new Confusions();
    classes
        .confusion()
        .forEach((gold, row) -> row.forEach((label, count) -> confusions.add(gold, label, count)));
    return confusions;
  }

  void add(SpanPair pair) {
    String gold = pair.gold() == null ? INVENTED : pair.gold().label();
    String predicted = pair.predicted() == null ? MISSED : pair.predicted().label();
    add(gold, gold.equals(predicted) && !pair.isRight() ? OTHER_BORDERS : predicted, 1);
  }

  private void add(String gold, String predicted, int count) {
    counts.computeIfAbsent(gold, unused -> new TreeMap<>()).merge(predicted, count, Integer::sum);
  }

  int count(String gold, String predicted) {
    SortedMap<String, Integer> row = counts.get(gold);
    return row == null ? 0 : row.getOrDefault(predicted, 0);
  }

  /** Returns all labels, gold or predicted, in the order of the alphabet. */
  SortedSet<String> labels() {
    SortedSet<String> labels = new TreeSet<>(counts.keySet());
    counts.values().forEach(row -> labels.addAll(row.keySet()));
    labels.removeAll(List.of(MISSED, INVENTED, OTHER_BORDERS));
    return labels;
  }

  /** Returns what is not right, the most frequent first. */
  List<Confusion> wrong() {
    List<Confusion> wrong = new ArrayList<>();
    counts.forEach(
        (gold, row) ->
            row.forEach(
                (predicted, count) -> {
                  if (!gold.equals(predicted)) {
                    wrong.add(new Confusion(gold, predicted, count));
                  }
                }));
    wrong.sort(Comparator.comparingInt(Confusion::count).reversed());
    return wrong;
  }
}
