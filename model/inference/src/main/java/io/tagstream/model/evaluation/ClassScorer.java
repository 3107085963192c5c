package io.tagstream.model.evaluation;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts classes of sentences: accuracy and confusions. Owned by one thread. */
public final class ClassScorer {
  /** Stands for the class of a text that production gives none. */
  public static final String NO_CLASS = "(none)";

  private final SortedMap<String, SortedMap<String, Integer>> confusion = new TreeMap<>();
  private int sentences;
  private int correct;

  /**
   * Counts one sentence.
   *
   * @param gold its class as labelled
   * @param predicted its class as predicted
   */
  public void add(String gold, String predicted) {
    sentences++;
    correct += gold.equals(predicted) ? 1 : 0;
    confusion.computeIfAbsent(gold, unused -> new TreeMap<>()).merge(predicted, 1, Integer::sum);
  }

  /** Returns the scores of the sentences counted so far. */
  public ClassScores scores() {
    return new ClassScores(PrecisionRecall.percent(correct, sentences), sentences, confusion);
  }
}
