package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A matrix of single precision among the initializers of a graph.
 *
 * @param tensor the initializer
 * @param rows number of rows
 * @param columns numbers in a row
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
record WeightTensor(TensorProto tensor, int rows, int columns, float[] values) {
  private static final int HIGHEST = Byte.MAX_VALUE;

  /** Whether there is a scale for each row, or for each column. */
  enum Scales {
    ROWS,
    COLUMNS
  }

  /** 8-bit integers [rows,columns] and what to multiply them with, one a row or column. */
  record Int8(byte[] values, float[] scales) {}

  static WeightTensor of(TensorProto tensor) {
    int rows = Math.toIntExact(tensor.getDims(0));
    int columns = Math.toIntExact(tensor.getDims(1));
    float[] values = new float[rows * columns];
    if (tensor.getRawData().isEmpty()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    } else {
      FloatBuffer raw =
          tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      raw.get(values);
    }
    return new WeightTensor(tensor, rows, columns, values);
  }

  /** Stores the numbers as exactly as a byte each can. */
  Int8 toInt8(Scales by) {
    float[] scales = new float[by == Scales.ROWS ? rows : columns];
    for (int i = 0; i < values.length; i++) {
      int scale = by == Scales.ROWS ? i / columns : i % columns;
      scales[scale] = Math.max(scales[scale], Math.abs(values[i]) / HIGHEST);
    }
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      float scale = scales[by == Scales.ROWS ? i / columns : i % columns];
      bytes[i] = scale == 0 ? 0 : (byte) Math.round(values[i] / scale);
    }
    return new Int8(bytes, scales);
  }

  /** Returns the numbers in half precision, little-endian; the nearest there are. */
  ByteString toHalves() {
    ByteBuffer halves =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      halves.putShort(HalfPrecision.toHalf(value));
    }
    return ByteString.copyFrom(halves.flip());
  }
}
