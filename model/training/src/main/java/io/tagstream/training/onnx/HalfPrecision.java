package io.tagstream.training.onnx;

/** Numbers of IEEE 754 half precision. */
final class HalfPrecision {
  private static final int SIGN = 0x8000;
  private static final int INFINITY = 0x7C00;

  /** From here on, infinity is nearer. */
  private static final float HIGHEST = 65_520f;

  private static final float LEAST_NORMAL = 0x1p-14f;

  private HalfPrecision() {}

  /** Returns the bits of the nearest number; of two as near, that whose last bit is 0. */
  static short of(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & SIGN;
    float magnitude = Math.abs(value);
    if (!(magnitude < HIGHEST)) {
      return (short) (sign | (Float.isNaN(value) ? INFINITY | 1 : INFINITY));
    }
    if (magnitude < LEAST_NORMAL) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    int bits = Float.floatToRawIntBits(magnitude);
    // Half of the last place that is kept, less one where that place is even.
    int rounded = bits + 0xFFF + (bits >>> 13 & 1);
    return (short) (sign | (rounded - (112 << 23)) >>> 13);
  }
}
