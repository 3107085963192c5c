package io.tagstream.model.evaluation.incremental;

import io.tagstream.model.evaluation.incremental.LabelHistory.Change;
import java.util.BitSet;
import java.util.List;

/**
 * Adds up how often labels of tokens were changed and how late they were final; {@link
 * StabilityScores} defines the figures. Owned by one thread.
 */
final class StabilityScorer {
  private long tokens;
  private long edits;
  private long correctionTime;
  private long longestCorrectionTime;
  private long delay;
  private long corrected;
  private long onlyDelayed;
  private long outputs;
  private long correctOutputs;

  /** Counts a stream that has ended, so that all of its tokens have a label. */
  void add(LabelHistory history) {
    List<Integer> lengths = history.lengths();
    BitSet wrong = new BitSet(lengths.size());
    int arrived = 0;
    for (int token = 0; token < history.changes().size(); token++) {
      while (lengths.get(arrived) <= token) {
        arrived++;
      }
      add(history.changes().get(token), arrived, lengths);
      mark(history.changes().get(token), wrong);
    }
    outputs += lengths.size();
    correctOutputs += lengths.size() - wrong.cardinality();
  }

  private void add(List<Change> said, int arrived, List<Integer> lengths) {
    int arrival = lengths.get(arrived);
    int first = lengths.get(said.get(0).step());
    int last = lengths.get(said.get(said.size() - 1).step());
    tokens++;
    edits += said.size();
    correctionTime += last - first;
    longestCorrectionTime += lengths.get(lengths.size() - 1) - first;
    delay += last - arrival;
    corrected += said.size() > 1 ? 1 : 0;
    onlyDelayed += said.size() == 1 && last > arrival ? 1 : 0;
  }

  /** Marks the outputs in which the token has a label that is not its last. */
  private static void mark(List<Change> said, BitSet wrong) {
    String finalLabel = said.get(said.size() - 1).label();
    for (int i = 0; i + 1 < said.size(); i++) {
      String label = said.get(i).label();
      if (label != null && !label.equals(finalLabel)) {
        wrong.set(said.get(i).step(), said.get(i + 1).step());
      }
    }
  }

  /** Returns the scores of the streams counted so far. */
  StabilityScores scores() {
    return new StabilityScores(
        ratio(edits - tokens, edits),
        ratio(correctionTime, tokens),
        ratio(correctionTime, longestCorrectionTime),
        ratio(correctOutputs, outputs),
        ratio(delay, tokens),
        ratio(corrected, tokens),
        ratio(onlyDelayed, tokens));
  }

  static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
