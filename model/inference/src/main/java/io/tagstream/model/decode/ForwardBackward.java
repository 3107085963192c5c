package io.tagstream.model.decode;

import java.util.Arrays;

/**
 * Probabilities of spans under a chain, by the forward-backward recursions (Lafferty et al. 2001,
 * section 3) restricted to the paths that contain the span (Culotta and McCallum 2004, section 3).
 * All sums are kept as logarithms and taken relative to their largest term, so logits of any size
 * neither overflow nor vanish.
 */
final class ForwardBackward {
  private final ChainScores chain;
  private final float[][] emissions;

  /** Log of the summed weights of all beginnings that have tag k at token t, [T,K]. */
  private final double[][] forward;

  /** Log of the summed weights of all ends after token t, given tag k there, [T,K]. */
  private final double[][] backward;

  private final double logTotal;

  /**
   * Runs both recursions.
   *
   * @param emissions finite scores [T,K], T at least 1
   */
  ForwardBackward(ChainScores chain, float[][] emissions) {
    this.chain = chain;
    this.emissions = emissions;
    forward = forward();
    backward = backward();
    double[] last = forward[emissions.length - 1];
    double[] paths = new double[last.length];
    for (int tag = 0; tag < paths.length; tag++) {
      paths[tag] = last[tag] + chain.end[tag];
    }
    logTotal = logSum(paths);
  }

  /**
   * Returns the probability that exactly these tokens are a span of this label: summed over all
   * paths with its B- tag at {@code begin}, its I- tag up to {@code end} and another tag than that
   * after it.
   *
   * @param openingTag the label's B- tag
   * @return in [0, 1]
   */
  double probability(int openingTag, int begin, int end) {
    int inside = chain.tags.continuation(openingTag);
    double score = forward[begin][openingTag];
    int tag = openingTag;
    for (int token = begin + 1; token < end; token++) {
      score += chain.transitions[tag][inside] + emissions[token][inside];
      tag = inside;
    }
    score += end == emissions.length ? chain.end[tag] : logOfEndsAfter(tag, inside, end);
    return Math.min(1, Math.exp(score - logTotal));
  }

  private double logOfEndsAfter(int tag, int inside, int token) {
    double[] ends = new double[chain.tagCount()];
    for (int next = 0; next < ends.length; next++) {
      ends[next] =
          next == inside
              ? Double.NEGATIVE_INFINITY
              : chain.transitions[tag][next] + emissions[token][next] + backward[token][next];
    }
    return logSum(ends);
  }

  private double[][] forward() {
    int tagCount = chain.tagCount();
    double[][] sums = new double[emissions.length][tagCount];
    for (int tag = 0; tag < tagCount; tag++) {
      sums[0][tag] = chain.start[tag] + emissions[0][tag];
    }
    double[] terms = new double[tagCount];
    for (int token = 1; token < emissions.length; token++) {
      for (int to = 0; to < tagCount; to++) {
        for (int from = 0; from < tagCount; from++) {
          terms[from] = sums[token - 1][from] + chain.transitions[from][to];
        }
        sums[token][to] = logSum(terms) + emissions[token][to];
      }
    }
    return sums;
  }

  private double[][] backward() {
    int tagCount = chain.tagCount();
    double[][] sums = new double[emissions.length][tagCount];
    sums[emissions.length - 1] = Arrays.copyOf(chain.end, tagCount);
    double[] terms = new double[tagCount];
    for (int token = emissions.length - 2; token >= 0; token--) {
      for (int from = 0; from < tagCount; from++) {
        for (int to = 0; to < tagCount; to++) {
          terms[to] = chain.transitions[from][to] + emissions[token + 1][to] + sums[token + 1][to];
        }
        sums[token][from] = logSum(terms);
      }
    }
    return sums;
  }

  /** Log of the sum of the exponentials; negative infinity stands for an impossible path. */
  private static double logSum(double[] terms) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      largest = Math.max(largest, term);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double term : terms) {
      // exp of what is this far below the largest is less than the last bit of a sum of 2^8 terms.
      if (term > largest - 45) {
        sum += Math.exp(term - largest);
      }
    }
    return largest + Math.log(sum);
  }
}
