package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.EpochSeed.Purpose;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpochSeedTest {

  @Test
  void shouldBeAnotherForEveryTrainingEpochAndPurpose() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (int epoch = 1; epoch <= 20; epoch++) {
        for (Purpose purpose : Purpose.values()) {
          seeds.add(new EpochSeed(seed, epoch).of(purpose));
        }
      }
    }
    assertThat(seeds).hasSize(20 * 20 * Purpose.values().length);
  }

  @Test
  void shouldBeTheSameInEveryProcess() {
    assertThat(new EpochSeed(7, 3).of(Purpose.ORDER)).isEqualTo(7851546594140119256L);
  }
}
