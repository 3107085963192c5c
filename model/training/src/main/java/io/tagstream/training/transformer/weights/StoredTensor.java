package io.tagstream.training.transformer.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor out of a file.
 *
 * @param dimensions its sizes; none for a single number
 * @param values its numbers, row by row; nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record StoredTensor(List<Integer> dimensions, float[] values) {
  public StoredTensor {
    dimensions = List.copyOf(dimensions);
    int expected = dimensions.stream().reduce(1, Math::multiplyExact);
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "values: expected %d, as many as %s say, found %d"
              .formatted(expected, dimensions, values.length));
    }
  }

  /** Returns the matrix whose rows are the columns of this one. */
  public StoredTensor transposed() {
    if (dimensions.size() != 2) {
      throw new IllegalStateException("dimensions: expected two, found " + dimensions);
    }
    int rows = dimensions.get(0);
    int columns = dimensions.get(1);
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return new StoredTensor(List.of(columns, rows), turned);
  }

  /** Returns the rows from one on. */
  public StoredTensor rowsFrom(int begin) {
    int width = values.length / dimensions.get(0);
    List<Integer> sizes = new ArrayList<>(dimensions);
    sizes.set(0, dimensions.get(0) - begin);
    return new StoredTensor(sizes, Arrays.copyOfRange(values, begin * width, values.length));
  }
}
