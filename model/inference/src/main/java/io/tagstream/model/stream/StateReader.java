package io.tagstream.model.stream;

import io.tagstream.model.compact.HalfPrecision;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the values that a {@link StateWriter} wrote, and believes no count that the bytes cannot
 * hold.
 */
final class StateReader {
  private final ByteBuffer bytes;

  StateReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Reads all of the bytes. */
  static <T> T read(ByteBuffer bytes, Function<StateReader, T> read) {
    StateReader reader = new StateReader(bytes);
    T value;
    try {
      value = read.apply(reader);
    } catch (BufferUnderflowException e) {
      throw damaged("they end too early");
    }
    if (bytes.hasRemaining()) {
      throw damaged(bytes.remaining() + " more than it has values for");
    }
    return value;
  }

  int single() {
    return bytes.get() & 0xFF;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw damaged("a number without end");
  }

  int count(int bytesEach) {
    long count = number();
    if (count < 0 || count * bytesEach > bytes.remaining()) {
      throw damaged("a list of " + count);
    }
    return (int) count;
  }

  String text() {
    byte[] utf8 = new byte[count(1)];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  double real() {
    return bytes.getDouble();
  }

  float realSingle() {
    return bytes.getFloat();
  }

  double[] doubles() {
    double[] values = new double[count(Double.BYTES)];
    bytes.asDoubleBuffer().get(values);
    bytes.position(bytes.position() + values.length * Double.BYTES);
    return values;
  }

  float[] floats() {
    float[] values = new float[count(Float.BYTES)];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + values.length * Float.BYTES);
    return values;
  }

  float[] halves() {
    float[] values = new float[count(Short.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = HalfPrecision.toFloat(bytes.getShort());
    }
    return values;
  }

  <T> List<T> list(Supplier<T> read) {
    int count = count(1);
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(read.get());
    }
    return values;
  }

  private static StreamStateException damaged(String found) {
    return new StreamStateException(
        "stream state: expected the bytes of one state, found " + found + "; they are damaged");
  }
}
