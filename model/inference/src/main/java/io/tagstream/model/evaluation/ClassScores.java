package io.tagstream.model.evaluation;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well sentences were classified.
 *
 * @param accuracy share of the sentences whose class is right, in percent
 * @param sentences number of sentences counted
 * @param confusion number of sentences by gold class, then by predicted class; pairs that never
 *     occurred are left out
 */
@JsonPropertyOrder({"accuracy", "sentences", "confusion"})
public record ClassScores(
    double accuracy, int sentences, SortedMap<String, SortedMap<String, Integer>> confusion) {
  public ClassScores {
    SortedMap<String, SortedMap<String, Integer>> copy = new TreeMap<>();
    confusion.forEach(
        (gold, row) -> copy.put(gold, Collections.unmodifiableSortedMap(new TreeMap<>(row))));
    confusion = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Returns how many sentences of the class {@code gold} were given the class {@code predicted}.
   */
  public int count(String gold, String predicted) {
    SortedMap<String, Integer> row = confusion.get(gold);
    return row == null ? 0 : row.getOrDefault(predicted, 0);
  }
}
