package io.tagstream.model.decode;

import java.util.Arrays;

/**
 * The best path through a chain (Viterbi 1967; Forney 1973). Of tags that lead to the same score
 * the one with the lower id is taken, from the end backwards, so equal logits give equal tags
 * everywhere.
 */
final class Viterbi {
  private final ChainScores chain;

  /** Score of the best path that ends here in each tag, [K]. */
  private double[] scores;

  /** Best tag before each tag, [T,K]. */
  private final int[][] previous;

  private Viterbi(ChainScores chain, float[][] emissions) {
    this.chain = chain;
    previous = new int[emissions.length][];
    scores = new double[chain.tagCount()];
    Arrays.setAll(scores, tag -> chain.start[tag] + emissions[0][tag]);
    for (int token = 1; token < emissions.length; token++) {
      previous[token] = step(emissions[token]);
    }
  }

  /**
   * Finds the best path.
   *
   * @param emissions finite scores [T,K], T at least 1
   * @return the ids of T tags
   */
  static int[] bestPath(ChainScores chain, float[][] emissions) {
    return new Viterbi(chain, emissions).trace();
  }

  private int[] step(float[] emissions) {
    int[] best = new int[scores.length];
    double[] next = new double[scores.length];
    stepToFree(best, next);
    for (int opening = 1; opening < scores.length; opening += 2) {
      int inside = opening + 1;
      double begun = scores[opening] + chain.transitions[opening][inside];
      double continued = scores[inside] + chain.transitions[inside][inside];
      best[inside] = continued > begun ? inside : opening;
      next[inside] = Math.max(begun, continued);
    }
    for (int tag = 0; tag < next.length; tag++) {
      next[tag] += emissions[tag];
    }
    scores = next;
    return best;
  }

  private void stepToFree(int[] best, double[] next) {
    double[] bestScores = new double[chain.free.length];
    int[] bestTags = new int[chain.free.length];
    Arrays.fill(bestScores, Double.NEGATIVE_INFINITY);
    for (int from = 0; from < scores.length; from++) {
      double[] row = chain.toFree[from];
      for (int i = 0; i < row.length; i++) {
        double score = scores[from] + row[i];
        if (score > bestScores[i]) {
          bestScores[i] = score;
          bestTags[i] = from;
        }
      }
    }
    for (int i = 0; i < chain.free.length; i++) {
      best[chain.free[i]] = bestTags[i];
      next[chain.free[i]] = bestScores[i];
    }
  }

  private int[] trace() {
    int last = 0;
    for (int tag = 1; tag < scores.length; tag++) {
      if (scores[tag] + chain.end[tag] > scores[last] + chain.end[last]) {
        last = tag;
      }
    }
    int[] path = new int[previous.length];
    path[path.length - 1] = last;
    for (int token = path.length - 1; token > 0; token--) {
      path[token - 1] = previous[token][path[token]];
    }
    return path;
  }
}
