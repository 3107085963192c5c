package io.tagstream.training.onnx;

import java.util.Arrays;

/** Vectors and matrices in plain double precision. */
final class TextbookVectors {
  private TextbookVectors() {}

  static double[] dense(Dense dense, double[] x) {
    double[] y = new double[dense.bias().length];
    for (int row = 0; row < y.length; row++) {
      y[row] = dot(dense.weight(), row, x) + dense.bias()[row];
    }
    return y;
  }

  static double dot(Matrix matrix, int row, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += matrix.at(row, i) * x[i];
    }
    return sum;
  }

  static double[] softmax(double[] scores) {
    double total = Arrays.stream(scores).map(Math::exp).sum();
    return Arrays.stream(scores).map(score -> Math.exp(score) / total).toArray();
  }

  static double[] row(Matrix matrix, int row) {
    double[] values = new double[matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.at(row, i);
    }
    return values;
  }

  static double[][] sum(double[][] left, double[][] right) {
    double[][] all = new double[left.length][left[0].length];
    for (int t = 0; t < left.length; t++) {
      for (int i = 0; i < all[t].length; i++) {
        all[t][i] = left[t][i] + right[t][i];
      }
    }
    return all;
  }

  static double[][] joined(double[][] left, double[][] right) {
    double[][] all = new double[left.length][];
    for (int t = 0; t < left.length; t++) {
      all[t] = joined(left[t], right[t]);
    }
    return all;
  }

  static double[] joined(double[] left, double[] right) {
    double[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  static double[][] reversed(double[][] values) {
    double[][] reversed = new double[values.length][];
    for (int t = 0; t < values.length; t++) {
      reversed[t] = values[values.length - 1 - t];
    }
    return reversed;
  }
}
