package io.tagstream.training.onnx;

import java.util.Arrays;

/**
 * A matrix of weights. The values are owned by this object; do not change them.
 *
 * @param rows number of rows
 * @param columns numbers in a row
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record Matrix(int rows, int columns, float[] values) {
  public Matrix {
    if (values.length != rows * columns) {
      throw new IllegalArgumentException(
          "values: expected " + rows + " x " + columns + ", found " + values.length);
    }
  }

  /** Returns one number. */
  public float at(int row, int column) {
    return values[row * columns + column];
  }

  /** Returns a new matrix whose rows are the columns of this one. */
  public Matrix transposed() {
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = at(row, column);
      }
    }
    return new Matrix(columns, rows, transposed);
  }

  /** Returns a new matrix of some rows of this one. */
  public Matrix rows(int begin, int end) {
    return new Matrix(
        end - begin, columns, Arrays.copyOfRange(values, begin * columns, end * columns));
  }
}
