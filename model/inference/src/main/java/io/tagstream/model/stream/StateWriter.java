package io.tagstream.model.stream;

import io.tagstream.model.compact.HalfPrecision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes the values of a state one after the other; {@link StateReader} reads them back. Used by
 * one thread.
 */
final class StateWriter {
  private static final int LONGEST_NUMBER = 10;

  /** Big-endian, as all that is written. */
  private ByteBuffer bytes = ByteBuffer.allocate(2048);

  byte[] toBytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Returns the bytes so far, with room for some more. */
  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      byte[] grown =
          Arrays.copyOf(bytes.array(), Math.max(2 * bytes.capacity(), bytes.position() + more));
      bytes = ByteBuffer.wrap(grown).position(bytes.position());
    }
    return bytes;
  }

  StateWriter single(int value) {
    room(1).put((byte) value);
    return this;
  }

  /** Seven bits a byte, the lowest first; the sign is in the lowest bit. */
  StateWriter number(long value) {
    ByteBuffer to = room(LONGEST_NUMBER);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      to.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
    return this;
  }

  StateWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    room(utf8.length).put(utf8);
    return this;
  }

  StateWriter real(double value) {
    room(Double.BYTES).putLong(Double.doubleToRawLongBits(value));
    return this;
  }

  StateWriter real(float value) {
    room(Float.BYTES).putInt(Float.floatToRawIntBits(value));
    return this;
  }

  StateWriter reals(double[] values) {
    number(values.length);
    ByteBuffer to = room(values.length * Double.BYTES);
    to.asDoubleBuffer().put(values);
    to.position(to.position() + values.length * Double.BYTES);
    return this;
  }

  StateWriter reals(float[] values) {
    number(values.length);
    ByteBuffer to = room(values.length * Float.BYTES);
    to.asFloatBuffer().put(values);
    to.position(to.position() + values.length * Float.BYTES);
    return this;
  }

  StateWriter halves(float[] values) {
    number(values.length);
    ByteBuffer to = room(values.length * Short.BYTES);
    for (float value : values) {
      to.putShort(HalfPrecision.toHalf(value));
    }
    return this;
  }

  <T> StateWriter list(List<T> values, Consumer<T> write) {
    number(values.size());
    values.forEach(write);
    return this;
  }
}
