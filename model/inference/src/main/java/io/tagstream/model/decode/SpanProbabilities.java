package io.tagstream.model.decode;

import static io.tagstream.model.decode.LogMatrix.logSum;

/**
 * Probabilities of spans under a chain, by the forward-backward recursions (Lafferty et al. 2001,
 * section 3) restricted to the paths that contain the span (Culotta and McCallum 2004, section 3).
 * Where scores are so far apart that sums would vanish, they are kept as logarithms and taken
 * relative to their largest term, so logits of any size are served; {@link ScaledChain} does the
 * same for ordinary ones at a fraction of the cost. Immutable.
 */
final class SpanProbabilities {
  private final ChainScores chain;
  private final ScaledChain scaled;

  /** From every tag to every free one. */
  private final LogMatrix forwards;

  /** From every free tag back to every tag. */
  private final LogMatrix backwards;

  SpanProbabilities(ChainScores chain) {
    this.chain = chain;
    scaled = new ScaledChain(chain);
    forwards = new LogMatrix(chain.toFree);
    double[][] fromFree = new double[chain.free.length][chain.tagCount()];
    for (int i = 0; i < fromFree.length; i++) {
      for (int from = 0; from < chain.tagCount(); from++) {
        fromFree[i][from] = chain.toFree[from][i];
      }
    }
    backwards = new LogMatrix(fromFree);
  }

  /**
   * Runs both recursions over a sentence.
   *
   * @param start scores of the first token's tags before its emissions, [K]
   * @param emissions finite scores [T,K], T at least 1
   * @param firstEnd end of the first span that is asked for
   */
  Sums over(double[] start, float[][] emissions, int firstEnd) {
    return scaled.holds(emissions)
        ? scaled.over(start, emissions, firstEnd)
        : new LogSums(start, emissions);
  }

  /** The sums over one sentence. */
  interface Sums {
    /**
     * Returns the probability that exactly these tokens are a span of this label: summed over all
     * paths with its B- tag at {@code begin}, its I- tag up to {@code end} and a free tag after it.
     *
     * @param opening the label's B- tag, or its I- tag if the span goes on from before
     * @return in [0, 1]
     */
    double probability(int opening, int begin, int end);
  }

  /** The sums over one sentence, as logarithms. */
  private final class LogSums implements Sums {
    private final float[][] emissions;

    /** Log of the summed weights of all beginnings that have tag k at token t, [T,K]. */
    private final double[][] forward;

    /** Log of the summed weights of all ends after token t, given tag k there, [T,K]. */
    private final double[][] backward;

    private final double logTotal;

    private LogSums(double[] start, float[][] emissions) {
      this.emissions = emissions;
      int length = emissions.length;
      forward = new double[length][];
      forward[0] = plus(start, emissions[0]);
      for (int token = 1; token < length; token++) {
        forward[token] = plus(into(forward[token - 1]), emissions[token]);
      }
      backward = new double[length][];
      backward[length - 1] = chain.end;
      for (int token = length - 2; token >= 0; token--) {
        backward[token] = outOf(plus(backward[token + 1], emissions[token + 1]));
      }
      double[] paths = new double[chain.tagCount()];
      for (int tag = 0; tag < paths.length; tag++) {
        paths[tag] = forward[length - 1][tag] + chain.end[tag];
      }
      logTotal = logSum(paths);
    }

    @Override
    public double probability(int opening, int begin, int end) {
      int inside = chain.tags.continuation(opening);
      double score = forward[begin][opening];
      int tag = opening;
      for (int token = begin + 1; token < end; token++) {
        score += chain.transitions[tag][inside] + emissions[token][inside];
        tag = inside;
      }
      score += end == emissions.length ? chain.end[tag] : logOfEndsAfter(tag, end);
      return Math.min(1, Math.exp(score - logTotal));
    }

    private double logOfEndsAfter(int tag, int token) {
      double[] ends = new double[chain.free.length];
      for (int i = 0; i < ends.length; i++) {
        int next = chain.free[i];
        ends[i] = chain.toFree[tag][i] + emissions[token][next] + backward[token][next];
      }
      return logSum(ends);
    }
  }

  private static double[] plus(double[] scores, float[] emissions) {
    double[] sums = new double[scores.length];
    for (int tag = 0; tag < sums.length; tag++) {
      sums[tag] = scores[tag] + emissions[tag];
    }
    return sums;
  }

  /** One step of the forward recursion: to each tag from all that may come before it. */
  private double[] into(double[] before) {
    double[] sums = new double[before.length];
    double[] free = forwards.times(before);
    for (int i = 0; i < free.length; i++) {
      sums[chain.free[i]] = free[i];
    }
    for (int opening = 1; opening < sums.length; opening += 2) {
      int inside = opening + 1;
      sums[inside] =
          logSum(
              before[opening] + chain.transitions[opening][inside],
              before[inside] + chain.transitions[inside][inside]);
    }
    return sums;
  }

  /** One step of the backward recursion: from each tag to all that may come after it. */
  private double[] outOf(double[] after) {
    double[] free = new double[chain.free.length];
    for (int i = 0; i < free.length; i++) {
      free[i] = after[chain.free[i]];
    }
    double[] sums = backwards.times(free);
    for (int tag = 1; tag < sums.length; tag++) {
      int inside = chain.tags.continuation(tag);
      sums[tag] = logSum(sums[tag], chain.transitions[tag][inside] + after[inside]);
    }
    return sums;
  }
}
