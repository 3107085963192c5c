package io.tagstream.model.compact;

/**
 * Conversion to and from binary16 of IEEE 754-2019: one bit of sign, five of exponent, ten of
 * fraction, rounded to the nearest, ties to even. The JDK has it from version 20 on.
 */
public final class HalfPrecision {
  private static final int FRACTION_SHIFT = 13;
  private static final int EXPONENT_DIFFERENCE = (127 - 15) << 10;
  private static final int INFINITE = 0x7C00;

  private HalfPrecision() {}

  /** Returns the nearest half; what is too large becomes infinite. */
  public static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | INFINITE | 0x200);
    }
    if (magnitude < 0x1p-14f) {
      // Subnormal halves are multiples of 2^-24; rint rounds ties to even.
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    if (magnitude >= 65520f) {
      return (short) (sign | INFINITE);
    }
    int rest = bits & 0x7FFFFFFF;
    int odd = (rest >>> FRACTION_SHIFT) & 1;
    // A carry out of the fraction goes into the exponent, as it should.
    int rounded = (rest + 0xFFF + odd) >>> FRACTION_SHIFT;
    return (short) (sign | (rounded - EXPONENT_DIFFERENCE));
  }

  /** Returns the number, exactly. */
  public static float toFloat(short half) {
    int magnitude = half & 0x7FFF;
    float value;
    if (magnitude >= INFINITE) {
      value = magnitude == INFINITE ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (magnitude < 0x400) {
      value = magnitude * 0x1p-24f;
    } else {
      value = Float.intBitsToFloat((magnitude + EXPONENT_DIFFERENCE) << FRACTION_SHIFT);
    }
    return half < 0 ? -value : value;
  }
}
