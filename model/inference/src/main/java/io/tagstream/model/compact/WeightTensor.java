package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A matrix of single precision among the initializers of a graph.
 *
 * @param name of the initializer
 * @param rows number of rows
 * @param columns numbers in a row
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
record WeightTensor(String name, int rows, int columns, float[] values) {

  /**
   * Takes a matrix out of a graph.
   *
   * @throws IOException if it has not as many numbers as its sizes say
   */
  static WeightTensor of(TensorProto tensor) throws IOException {
    int rows = Math.toIntExact(tensor.getDims(0));
    int columns = Math.toIntExact(tensor.getDims(1));
    float[] values = new float[Math.multiplyExact(rows, columns)];
    boolean raw = !tensor.getRawData().isEmpty();
    int found = raw ? tensor.getRawData().size() / Float.BYTES : tensor.getFloatDataCount();
    if (found != values.length) {
      throw new IOException(
          "expected the %d numbers of '%s' in the graph, found %d; export it to one file"
              .formatted(values.length, tensor.getName(), found));
    }
    if (!raw) {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    } else {
      ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer();
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    }
    return new WeightTensor(tensor.getName(), rows, columns, values);
  }

  /** Stores the numbers as exactly as a byte each can. */
  Int8Matrix toInt8() {
    return Int8Matrix.of(rows, columns, values);
  }

  /**
   * Returns the numbers in half precision, little-endian; the nearest there are.
   *
   * @throws IOException if one is too large for it
   */
  ByteString toHalves() throws IOException {
    ByteBuffer halves =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      short half = HalfPrecision.toHalf(value);
      if (Float.isInfinite(HalfPrecision.toFloat(half))) {
        throw new IOException(
            "expected weights that half precision has room for, found %s in '%s'; store them as int8"
                .formatted(value, name));
      }
      halves.putShort(half);
    }
    return ByteString.copyFrom(halves.flip());
  }
}
