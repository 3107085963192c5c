package io.tagstream.training.transformer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SinusoidalPositionsTest {

  @Test
  void shouldBeSinesAndCosinesOfGrowingWavelengths() {
    float[] table = SinusoidalPositions.table(50, 6);

    for (int position = 0; position < 50; position++) {
      for (int i = 0; i < 3; i++) {
        double angle = position * Math.exp(-Math.log(10_000) * 2 * i / 6);
        assertThat((double) table[position * 6 + 2 * i]).isCloseTo(Math.sin(angle), within(1e-6));
        assertThat((double) table[position * 6 + 2 * i + 1])
            .isCloseTo(Math.cos(angle), within(1e-6));
      }
    }
  }

  @Test
  void shouldTurnByTheSameAngleFromOnePositionToTheNext() {
    float[] table = SinusoidalPositions.table(20, 4);

    // What lets a layer attend by distance: a step is a rotation that does not depend on where.
    for (int position = 0; position + 3 < 20; position++) {
      double sine = table[position * 4];
      double cosine = table[position * 4 + 1];
      assertThat((double) table[(position + 3) * 4])
          .isCloseTo(sine * Math.cos(3) + cosine * Math.sin(3), within(1e-6));
    }
  }
}
