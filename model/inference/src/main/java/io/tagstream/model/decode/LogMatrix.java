package io.tagstream.model.decode;

import java.util.Arrays;

/**
 * A matrix of finite scores that multiplies vectors of logarithms: {@code y[o] = log sum over i of
 * exp(x[i] + score[i][o])}. The exponentials of the matrix are taken once, relative to the largest
 * of their column, so a product costs one exponential and one logarithm a row and column instead of
 * one an element. Immutable.
 */
final class LogMatrix {
  /**
   * Widest range of a column whose exponentials are multiplied. What then vanishes below the
   * smallest double, exp(-745), is less than exp(-245) of the sum.
   */
  private static final double MAX_RANGE = 500;

  private final double[][] scores;

  /** Exponentials of the scores less the largest of their column, [in,out]. */
  private final double[][] weights;

  private final double[] largest;
  private final boolean[] wide;

  /**
   * Takes the exponentials.
   *
   * @param scores finite, [in,out]; not to be changed afterwards
   */
  LogMatrix(double[][] scores) {
    this.scores = scores;
    int outputs = scores[0].length;
    largest = new double[outputs];
    wide = new boolean[outputs];
    weights = new double[scores.length][outputs];
    for (int output = 0; output < outputs; output++) {
      double high = Double.NEGATIVE_INFINITY;
      double low = Double.POSITIVE_INFINITY;
      for (double[] row : scores) {
        high = Math.max(high, row[output]);
        low = Math.min(low, row[output]);
      }
      largest[output] = high;
      wide[output] = high - low > MAX_RANGE;
      for (int input = 0; input < scores.length; input++) {
        weights[input][output] = Math.exp(scores[input][output] - high);
      }
    }
  }

  /**
   * Multiplies.
   *
   * @param logs [in], at least one of them finite, none positive infinity
   * @return [out]
   */
  double[] times(double[] logs) {
    double high = max(logs);
    double[] sums = new double[largest.length];
    for (int input = 0; input < logs.length; input++) {
      double factor = Math.exp(logs[input] - high);
      if (factor > 0) {
        addScaled(sums, factor, weights[input]);
      }
    }
    for (int output = 0; output < sums.length; output++) {
      sums[output] =
          wide[output] ? exactly(logs, output) : high + largest[output] + Math.log(sums[output]);
    }
    return sums;
  }

  /** Kept apart so that the compiler makes vector instructions of it. */
  private static void addScaled(double[] sums, double factor, double[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * row[i];
    }
  }

  private double exactly(double[] logs, int output) {
    double[] terms = new double[logs.length];
    Arrays.setAll(terms, input -> logs[input] + scores[input][output]);
    return logSum(terms);
  }

  /** Log of the sum of the exponentials; negative infinity stands for nothing. */
  static double logSum(double... terms) {
    double high = max(terms);
    if (high == Double.NEGATIVE_INFINITY) {
      return high;
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - high);
    }
    return high + Math.log(sum);
  }

  private static double max(double[] values) {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
