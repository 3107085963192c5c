package io.tagstream.model.compact;

/**
 * A matrix stored with a byte a number: each is a whole number from -127 to 127 times the scale of
 * its column. What is stored is off by half a scale at most, which is 1/254 of the largest number
 * of the column. The arrays are owned by this object; do not change them.
 *
 * @param rows number of rows
 * @param columns numbers in a row
 * @param values row by row
 * @param scales one a column
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record Int8Matrix(int rows, int columns, byte[] values, float[] scales) {
  private static final int HIGHEST = Byte.MAX_VALUE;

  /**
   * Stores a matrix as exactly as a byte a number can.
   *
   * @param numbers row by row
   */
  public static Int8Matrix of(int rows, int columns, float[] numbers) {
    float[] scales = new float[columns];
    for (int i = 0; i < numbers.length; i++) {
      int column = i % scales.length;
      scales[column] = Math.max(scales[column], Math.abs(numbers[i]) / HIGHEST);
    }
    byte[] values = new byte[numbers.length];
    for (int i = 0; i < values.length; i++) {
      float scale = scales[i % scales.length];
      values[i] = scale == 0 ? 0 : (byte) Math.round(numbers[i] / scale);
    }
    return new Int8Matrix(rows, columns, values, scales);
  }
}
