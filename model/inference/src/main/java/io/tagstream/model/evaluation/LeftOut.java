package io.tagstream.model.evaluation;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tagstream.model.data.LabelledSentence;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Spans that no figure counts.
 *
 * @param predicted number of predicted spans of each label that the data does not annotate (see
 *     {@link LabelledSentence#open()})
 * @param gold number of gold spans of each label that was taken for none
 */
@JsonPropertyOrder({"predicted", "gold"})
public record LeftOut(SortedMap<String, Integer> predicted, SortedMap<String, Integer> gold) {
  /** Every span counts. */
  public static final LeftOut NOTHING = new LeftOut(new TreeMap<>(), new TreeMap<>());

  public LeftOut {
    predicted = Collections.unmodifiableSortedMap(new TreeMap<>(predicted));
    gold = Collections.unmodifiableSortedMap(new TreeMap<>(gold));
  }

  /** Returns whether every span counts. */
  boolean isNothing() {
    return predicted.isEmpty() && gold.isEmpty();
  }
}
