package io.tagstream.training.transformer.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How numbers of a floating-point tensor lie in a file, in little-endian bytes. */
public enum FloatFormat {
  /** IEEE 754 single precision. */
  F32(4) {
    @Override
    float next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  /** IEEE 754 half precision. */
  F16(2) {
    @Override
    float next(ByteBuffer bytes) {
      return ofHalf(bytes.getShort());
    }
  },
  /** The upper half of single precision. */
  BF16(2) {
    @Override
    float next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  };

  private static final int SIGN = 0x8000;
  private static final int MANTISSA_BITS = 10;
  private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
  private static final int HIGHEST_EXPONENT = 31;

  private final int size;

  FloatFormat(int size) {
    this.size = size;
  }

  /** Returns the format of a name as safetensors files have it, or {@code null} for none. */
  static @Nullable FloatFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Returns the bytes of a number. */
  public int size() {
    return size;
  }

  /** Reads the next number. */
  abstract float next(ByteBuffer bytes);

  /**
   * Reads numbers.
   *
   * @param bytes in little-endian order, from the position on
   */
  public float[] read(ByteBuffer bytes, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = next(bytes);
    }
    return values;
  }

  private static float ofHalf(short half) {
    int exponent = (half >> MANTISSA_BITS) & HIGHEST_EXPONENT;
    int mantissa = half & MANTISSA;
    float magnitude;
    if (exponent == HIGHEST_EXPONENT) {
      magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) mantissa, -24);
    } else {
      magnitude = Math.scalb((float) (mantissa | 1 << MANTISSA_BITS), exponent - 25);
    }
    return (half & SIGN) == 0 ? magnitude : -magnitude;
  }
}
