package io.tagstream.model.decode;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The best path through a chain (Viterbi 1967; Forney 1973). Of tags that lead to the same score
 * the one with the lower id is taken, from the end backwards, so equal logits give equal tags
 * everywhere.
 */
final class Viterbi {
  private final ChainScores chain;

  /** Score of the best path that ends at each token in each tag, [T,K]. */
  private final double[][] scores;

  /** The tags of each token that the best way to a free tag of the next may come from, in order. */
  private final int[][] rivals;

  /**
   * Finds the scores.
   *
   * @param start scores of the first token's tags before its emissions, [K]
   * @param emissions finite scores [T,K], T at least 1
   */
  Viterbi(ChainScores chain, double[] start, float[][] emissions) {
    this.chain = chain;
    scores = new double[emissions.length][chain.tagCount()];
    rivals = new int[emissions.length - 1][];
    Arrays.setAll(scores[0], tag -> start[tag] + emissions[0][tag]);
    for (int token = 1; token < emissions.length; token++) {
      rivals[token - 1] = rivals(scores[token - 1]);
      step(token, emissions[token]);
    }
  }

  /** Returns the score of the best path that ends at a token in a tag. */
  double score(int token, int tag) {
    return scores[token][tag];
  }

  /**
   * Returns how many tokens have the same tags on the best paths to all tags of the last of some
   * tokens.
   *
   * @param tokens at least one
   */
  int merged(int tokens) {
    BitSet tags = new BitSet(chain.tagCount());
    for (int tag = 0; tag < chain.tagCount(); tag++) {
      tags.set(tag, scores[tokens - 1][tag] > Double.NEGATIVE_INFINITY);
    }
    int agreed = tokens;
    while (agreed > 0 && tags.cardinality() > 1) {
      agreed--;
      if (agreed > 0) {
        BitSet ahead = new BitSet(chain.tagCount());
        for (int tag = tags.nextSetBit(0); tag >= 0; tag = tags.nextSetBit(tag + 1)) {
          ahead.set(bestBefore(agreed, tag));
        }
        tags = ahead;
      }
    }
    return agreed;
  }

  private void step(int token, float[] emissions) {
    double[] before = scores[token - 1];
    double[] next = scores[token];
    double[] best = bestBeforeFree(token);
    for (int i = 0; i < best.length; i++) {
      next[chain.free[i]] = best[i];
    }
    for (int opening = 1; opening < next.length; opening += 2) {
      int inside = opening + 1;
      double[] into = chain.transitionsInto[inside];
      next[inside] = Math.max(before[opening] + into[opening], before[inside] + into[inside]);
    }
    for (int tag = 0; tag < next.length; tag++) {
      next[tag] += emissions[tag];
    }
  }

  /** Scores of the best ways to the free tags. Which tags they come from, only the trace asks. */
  private double[] bestBeforeFree(int token) {
    double[] best = new double[chain.free.length];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    for (int from : rivals[token - 1]) {
      raise(best, scores[token - 1][from], chain.toFree[from]);
    }
    return best;
  }

  private int[] rivals(double[] before) {
    int leader = 0;
    for (int tag = 1; tag < before.length; tag++) {
      leader = before[tag] > before[leader] ? tag : leader;
    }
    double reached = before[leader] + chain.lowestToFree[leader];
    int[] rivals = new int[before.length];
    int count = 0;
    for (int from = 0; from < before.length; from++) {
      // Whoever cannot come up to what the leader reaches at least need not be looked at.
      if (before[from] + chain.highestToFree[from] >= reached) {
        rivals[count++] = from;
      }
    }
    return Arrays.copyOf(rivals, count);
  }

  /** Kept apart so that the compiler makes vector instructions of it. */
  private static void raise(double[] best, double score, double[] row) {
    for (int i = 0; i < best.length; i++) {
      best[i] = Math.max(best[i], score + row[i]);
    }
  }

  /** Returns the ids of the tags of the best path, [T]. */
  int[] bestPath() {
    double[] ends = scores[scores.length - 1];
    int last = 0;
    for (int tag = 1; tag < ends.length; tag++) {
      if (ends[tag] + chain.end[tag] > ends[last] + chain.end[last]) {
        last = tag;
      }
    }
    int[] path = new int[scores.length];
    path[path.length - 1] = last;
    for (int token = path.length - 1; token > 0; token--) {
      path[token - 1] = bestBefore(token, path[token]);
    }
    return path;
  }

  /** Returns the tag before that the best way to a tag of a token comes from. */
  private int bestBefore(int token, int tag) {
    double[] before = scores[token - 1];
    double[] into = chain.transitionsInto[tag];
    if (chain.tags.continues(tag)) {
      return before[tag] + into[tag] > before[tag - 1] + into[tag - 1] ? tag : tag - 1;
    }
    int best = rivals[token - 1][0];
    for (int from : rivals[token - 1]) {
      best = before[from] + into[from] > before[best] + into[best] ? from : best;
    }
    return best;
  }
}
