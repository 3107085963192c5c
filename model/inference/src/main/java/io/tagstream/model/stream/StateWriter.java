package io.tagstream.model.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Writes the values of a state one after the other; {@link StateReader} reads them back. */
final class StateWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  StateWriter single(int value) {
    bytes.write(value);
    return this;
  }

  /** Seven bits a byte, the lowest first; the sign is in the lowest bit. */
  StateWriter number(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  StateWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  StateWriter real(double value) {
    fixed(Double.doubleToRawLongBits(value), Double.BYTES);
    return this;
  }

  StateWriter real(float value) {
    fixed(Float.floatToRawIntBits(value), Float.BYTES);
    return this;
  }

  StateWriter reals(double[] values) {
    number(values.length);
    for (double value : values) {
      real(value);
    }
    return this;
  }

  StateWriter reals(float[] values) {
    number(values.length);
    for (float value : values) {
      real(value);
    }
    return this;
  }

  StateWriter halves(float[] values) {
    number(values.length);
    for (float value : values) {
      fixed(HalfPrecision.toHalf(value), Short.BYTES);
    }
    return this;
  }

  <T> StateWriter list(List<T> values, Consumer<T> write) {
    number(values.size());
    values.forEach(write);
    return this;
  }

  private void fixed(long bits, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bytes.write((int) (bits >>> (8 * i)));
    }
  }
}
