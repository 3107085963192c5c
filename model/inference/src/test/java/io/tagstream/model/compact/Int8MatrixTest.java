package io.tagstream.model.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class Int8MatrixTest {
  @Test
  void shouldBeOffByHalfAScaleAtMost() {
    Random random = new Random(1);
    float[] values = new float[40 * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, i % 5 - 2));
    }

    Int8Matrix stored = Int8Matrix.of(40, 5, values);

    for (int i = 0; i < values.length; i++) {
      float scale = stored.scales()[i % 5];
      assertThat(stored.values()[i] * scale).isCloseTo(values[i], within(0.5001f * scale));
    }
    for (int column = 0; column < 5; column++) {
      float highest = 0;
      for (int row = 0; row < 40; row++) {
        highest = Math.max(highest, Math.abs(values[row * 5 + column]));
      }
      assertThat(stored.scales()[column]).isEqualTo(highest / 127);
    }
  }

  @Test
  void shouldStoreAColumnOfZeros() {
    Int8Matrix stored = Int8Matrix.of(2, 2, new float[] {0, -3, 0, 1});

    assertThat(stored.values()).containsExactly(0, -127, 0, 42);
    assertThat(stored.scales()).containsExactly(0f, 3f / 127);
  }
}
