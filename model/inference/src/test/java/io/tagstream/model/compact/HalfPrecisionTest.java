package io.tagstream.model.compact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

  @Test
  void shouldGiveEveryHalfBack() {
    for (int half = 0; half < 1 << 16; half++) {
      float value = HalfPrecision.toFloat((short) half);
      if (Float.isNaN(value)) {
        assertThat(HalfPrecision.toFloat(HalfPrecision.toHalf(value))).isNaN();
      } else {
        assertThat(HalfPrecision.toHalf(value)).isEqualTo((short) half);
      }
    }
  }

  @Test
  void shouldRoundToTheNearestAndTiesToEven() {
    for (int half = 0; half < 0x7BFF; half++) {
      float low = HalfPrecision.toFloat((short) half);
      float high = HalfPrecision.toFloat((short) (half + 1));
      float middle = (low + high) / 2;
      short even = (short) (half % 2 == 0 ? half : half + 1);
      assertThat(HalfPrecision.toHalf(middle)).isEqualTo(even);
      assertThat(HalfPrecision.toHalf(Math.nextDown(middle))).isEqualTo((short) half);
      assertThat(HalfPrecision.toHalf(Math.nextUp(middle))).isEqualTo((short) (half + 1));
      assertThat(HalfPrecision.toHalf(-middle)).isEqualTo((short) (even | 0x8000));
    }
  }

  @Test
  void shouldBecomeInfiniteBeyondTheLargest() {
    assertThat(HalfPrecision.toFloat(HalfPrecision.toHalf(65519f))).isEqualTo(65504f);
    assertThat(HalfPrecision.toFloat(HalfPrecision.toHalf(65520f))).isInfinite();
    assertThat(HalfPrecision.toFloat(HalfPrecision.toHalf(-1e30f)))
        .isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
