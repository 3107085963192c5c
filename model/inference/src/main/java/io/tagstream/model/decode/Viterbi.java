package io.tagstream.model.decode;

/**
 * The best path through a chain (Viterbi 1967; Forney 1973). Of paths with the same score the one
 * whose last differing tag has the lower id is taken, so equal logits give equal tags everywhere.
 */
final class Viterbi {
  private Viterbi() {}

  /**
   * Finds the best path.
   *
   * @param emissions finite scores [T,K], T at least 1
   * @return the ids of T tags
   */
  static int[] bestPath(ChainScores chain, float[][] emissions) {
    int length = emissions.length;
    int tagCount = chain.tagCount();
    int[][] previous = new int[length][tagCount]; // [T,K]
    double[] scores = new double[tagCount]; // [K], of the best path that ends here in each tag
    for (int tag = 0; tag < tagCount; tag++) {
      scores[tag] = chain.start[tag] + emissions[0][tag];
    }
    for (int token = 1; token < length; token++) {
      double[] next = new double[tagCount];
      for (int to = 0; to < tagCount; to++) {
        int best = 0;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < tagCount; from++) {
          double score = scores[from] + chain.transitions[from][to];
          if (score > bestScore) {
            bestScore = score;
            best = from;
          }
        }
        previous[token][to] = best;
        next[to] = bestScore + emissions[token][to];
      }
      scores = next;
    }
    return trace(previous, lastTag(chain, scores));
  }

  private static int lastTag(ChainScores chain, double[] scores) {
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int tag = 0; tag < scores.length; tag++) {
      double score = scores[tag] + chain.end[tag];
      if (score > bestScore) {
        bestScore = score;
        best = tag;
      }
    }
    return best;
  }

  private static int[] trace(int[][] previous, int last) {
    int[] path = new int[previous.length];
    path[path.length - 1] = last;
    for (int token = path.length - 1; token > 0; token--) {
      path[token - 1] = previous[token][path[token]];
    }
    return path;
  }
}
