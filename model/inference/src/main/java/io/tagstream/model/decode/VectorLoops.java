package io.tagstream.model.decode;

/**
 * Loops over numbers, kept apart and plain so that the compiler makes vector instructions of them.
 * Every sum is added up in the order of its terms.
 */
final class VectorLoops {
  private VectorLoops() {}

  /**
   * Adds up the rows, each times its factor, in their order: four in one go, which is the same to
   * the bit and saves most of the loads and stores of the sums.
   */
  static double[] times(double[] factors, double[][] rows, double[] sums) {
    int row = 0;
    for (; row + 4 <= factors.length; row += 4) {
      addScaled(sums, factors, rows, row);
    }
    for (; row < factors.length; row++) {
      addScaled(sums, factors[row], rows[row]);
    }
    return sums;
  }

  private static void addScaled(double[] sums, double[] factors, double[][] rows, int first) {
    double factor0 = factors[first];
    double factor1 = factors[first + 1];
    double factor2 = factors[first + 2];
    double factor3 = factors[first + 3];
    double[] row0 = rows[first];
    double[] row1 = rows[first + 1];
    double[] row2 = rows[first + 2];
    double[] row3 = rows[first + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] =
          sums[i] + factor0 * row0[i] + factor1 * row1[i] + factor2 * row2[i] + factor3 * row3[i];
    }
  }

  private static void addScaled(double[] sums, double factor, double[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * row[i];
    }
  }

  /** Multiplies the values, each by its factor. */
  static void multiply(double[] values, double[] factors) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i];
    }
  }

  /** Divides all values by the same number. */
  static void divide(double[] values, double divisor) {
    double factor = 1 / divisor;
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** Returns the sum of the values, from the first on. */
  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
