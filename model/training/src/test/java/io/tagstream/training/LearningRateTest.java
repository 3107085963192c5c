package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.config.RateConfig;
import io.tagstream.training.config.RateConfig.Decay;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void shouldRiseOverAShareOfAllSteps() {
    assertThat(LearningRate.of(new RateConfig(0.8, 0.05, Decay.LINEAR), 210))
        .isEqualTo(new LearningRate(0.8, 11, 210, Decay.LINEAR));
    assertThat(LearningRate.of(new RateConfig(0.8, 0, Decay.COSINE), 10).at(0)).isEqualTo(0.8);
  }

  @Test
  void shouldFallInALine() {
    LearningRate rate = new LearningRate(0.8, 3, 11, Decay.LINEAR);

    assertThat(rate.at(2)).isCloseTo(0.6, within(1e-9));
    assertThat(rate.at(3)).isCloseTo(0.8, within(1e-9));
    assertThat(rate.at(9)).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void shouldStay() {
    LearningRate rate = new LearningRate(0.8, 3, 11, Decay.CONSTANT);

    assertThat(rate.at(2)).isCloseTo(0.6, within(1e-9));
    assertThat(rate.at(10)).isEqualTo(0.8);
  }

  @Test
  void shouldRiseInALineAndFallAlongACosine() {
    LearningRate rate = new LearningRate(0.8, 3, 11, Decay.COSINE);

    assertThat(rate.at(0)).isCloseTo(0.2, within(1e-9));
    assertThat(rate.at(2)).isCloseTo(0.6, within(1e-9));
    assertThat(rate.at(3)).isCloseTo(0.8, within(1e-9));
    assertThat(rate.at(7)).isCloseTo(0.4, within(1e-9));
    assertThat(rate.at(10)).isPositive().isLessThan(0.04);
  }
}
