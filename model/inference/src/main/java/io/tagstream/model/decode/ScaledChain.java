package io.tagstream.model.decode;

/**
 * The forward-backward recursions on numbers instead of logarithms: the sums of every token are
 * divided by their total (Rabiner 1989, section V.A), so a step costs one multiplication a
 * transition and one exponential a tag. Serves sentences whose scores span no more than {@link
 * #MAX_RANGE}; {@link SpanProbabilities} has the recursions for all others. Immutable.
 */
final class ScaledChain {
  /**
   * Widest range of a sentence's emissions and the chain's scores together. From the best tag any
   * other is reached over two tokens at most (an I- over its B-), so no sum falls below exp(-300)
   * of the largest of its token, and the product of two such sums is still a normal double.
   */
  private static final double MAX_RANGE = 150;

  private final ChainScores chain;
  private final double range;

  /** Exponentials of the scores, the vector and the matrix relative to their largest. */
  private final double[] end;

  /** From every tag to every free one [K,free], and back [free,K]. */
  private final double[][] toFree;

  private final double[][] fromFree;

  /** From B- and from I- to the I- of the same label, at the index of the I-; [K]. */
  private final double[] begun;

  private final double[] continued;

  ScaledChain(ChainScores chain) {
    this.chain = chain;
    int tagCount = chain.tagCount();
    Range transitions = new Range();
    for (int from = 0; from < tagCount; from++) {
      for (double score : chain.toFree[from]) {
        transitions.add(score);
      }
      if (from > 0) {
        transitions.add(chain.transitions[from][chain.tags.continuation(from)]);
      }
    }
    Range starts = new Range();
    Range ends = new Range();
    for (int tag = 0; tag < tagCount; tag++) {
      starts.add(chain.tags.allowsFirst(tag) ? chain.start[tag] : chain.start[0]);
      ends.add(chain.end[tag]);
    }
    range = Math.max(transitions.width(), Math.max(starts.width(), ends.width()));
    end = new double[tagCount];
    begun = new double[tagCount];
    continued = new double[tagCount];
    toFree = new double[tagCount][chain.free.length];
    fromFree = new double[chain.free.length][tagCount];
    for (int tag = 0; tag < tagCount; tag++) {
      end[tag] = Math.exp(chain.end[tag] - ends.high);
      if (chain.tags.continues(tag)) {
        begun[tag] = Math.exp(chain.transitions[tag - 1][tag] - transitions.high);
        continued[tag] = Math.exp(chain.transitions[tag][tag] - transitions.high);
      }
      for (int i = 0; i < chain.free.length; i++) {
        toFree[tag][i] = Math.exp(chain.toFree[tag][i] - transitions.high);
        fromFree[i][tag] = toFree[tag][i];
      }
    }
  }

  /** Smallest and largest of some scores. */
  private static final class Range {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    void add(double score) {
      low = Math.min(low, score);
      high = Math.max(high, score);
    }

    double width() {
      return high - low;
    }
  }

  /** Returns whether the recursions are exact on a sentence [T,K]. */
  boolean holds(float[][] emissions) {
    double widest = 0;
    for (float[] scores : emissions) {
      float low = scores[0];
      float high = scores[0];
      for (float score : scores) {
        low = Math.min(low, score);
        high = Math.max(high, score);
      }
      widest = Math.max(widest, (double) high - low);
    }
    return range + widest <= MAX_RANGE;
  }

  /**
   * Runs both recursions over a sentence that {@link #holds}.
   *
   * @param start scores of the first token's tags before its emissions, those of the chain or its
   *     transitions from one tag; [K]
   * @param firstEnd end of the first span that is asked for
   */
  SpanProbabilities.Sums over(double[] start, float[][] emissions, int firstEnd) {
    return new Sums(start, emissions, firstEnd);
  }

  /** The sums over one sentence. */
  private final class Sums implements SpanProbabilities.Sums {
    /** Exponentials of the emissions, relative to the largest of their token; [T,K]. */
    private final double[][] emitted;

    /** Share of all beginnings that has tag k at token t, [T,K]. */
    private final double[][] forward;

    /**
     * Weight of the ends after token t, given tag k there, in units of {@code total}; [T,K], from
     * the end of the first span on.
     */
    private final double[][] backward;

    /** What the forward sums of every token were divided by, [T]. */
    private final double[] scale;

    private final double total;

    Sums(double[] start, float[][] emissions, int firstEnd) {
      int length = emissions.length;
      emitted = new double[length][];
      forward = new double[length][];
      backward = new double[length][];
      scale = new double[length];
      for (int token = 0; token < length; token++) {
        emitted[token] = exponentials(emissions[token]);
        double[] sums = token == 0 ? exponentials(start) : into(forward[token - 1]);
        VectorLoops.multiply(sums, emitted[token]);
        scale[token] = VectorLoops.sum(sums);
        VectorLoops.divide(sums, scale[token]);
        forward[token] = sums;
      }
      backward[length - 1] = end;
      for (int token = length - 1; token > firstEnd; token--) {
        double[] after = backward[token].clone();
        VectorLoops.multiply(after, emitted[token]);
        VectorLoops.divide(after, scale[token]);
        backward[token - 1] = outOf(after);
      }
      double[] paths = forward[length - 1].clone();
      VectorLoops.multiply(paths, end);
      total = VectorLoops.sum(paths);
    }

    @Override
    public double probability(int opening, int begin, int end) {
      int inside = chain.tags.continuation(opening);
      double weight = forward[begin][opening];
      int tag = opening;
      for (int token = begin + 1; token < end; token++) {
        double transition = tag == inside ? continued[inside] : begun[inside];
        weight *= transition * emitted[token][inside] / scale[token];
        tag = inside;
      }
      weight *= end == emitted.length ? ScaledChain.this.end[tag] : endsAfter(tag, end);
      return Math.min(1, weight / total);
    }

    /** Weight of what follows a span whose last tag is {@code tag}: a free tag and all after it. */
    private double endsAfter(int tag, int token) {
      double weight = 0;
      for (int i = 0; i < chain.free.length; i++) {
        int next = chain.free[i];
        weight += toFree[tag][i] * emitted[token][next] * backward[token][next];
      }
      return weight / scale[token];
    }
  }

  private static double[] exponentials(double[] scores) {
    double high = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      high = Math.max(high, score);
    }
    double[] exponentials = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      exponentials[i] = Math.exp(scores[i] - high);
    }
    return exponentials;
  }

  private static double[] exponentials(float[] scores) {
    float high = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      high = Math.max(high, score);
    }
    double[] exponentials = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      exponentials[i] = Math.exp((double) scores[i] - high);
    }
    return exponentials;
  }

  /** One step of the forward recursion: to each tag from all that may come before it. */
  private double[] into(double[] before) {
    double[] free = VectorLoops.times(before, toFree, new double[chain.free.length]);
    double[] sums = new double[before.length];
    for (int i = 0; i < free.length; i++) {
      sums[chain.free[i]] = free[i];
    }
    for (int inside = 2; inside < sums.length; inside += 2) {
      sums[inside] = before[inside - 1] * begun[inside] + before[inside] * continued[inside];
    }
    return sums;
  }

  /** One step of the backward recursion: from each tag to all that may come after it. */
  private double[] outOf(double[] after) {
    double[] free = new double[chain.free.length];
    for (int i = 0; i < free.length; i++) {
      free[i] = after[chain.free[i]];
    }
    double[] sums = VectorLoops.times(free, fromFree, new double[after.length]);
    for (int inside = 2; inside < sums.length; inside += 2) {
      sums[inside - 1] += begun[inside] * after[inside];
      sums[inside] += continued[inside] * after[inside];
    }
    return sums;
  }
}
