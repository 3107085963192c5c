package io.tagstream.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.report.TrainingHistory.Epoch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingHistoryTest {

  @Test
  void shouldCompareEpochsBySpansAndClassesTogether() {
    assertThat(epoch(1, 90.0, 98.0, true).score()).isEqualTo(94.0);
    assertThat(epoch(1, 90.0, null, true).score()).isEqualTo(90.0);
    assertThat(epoch(1, null, 98.0, true).score()).isEqualTo(98.0);
    assertThat(epoch(1, null, null, true).score()).isZero();
  }

  @Test
  void shouldKeepTheLastThatWasBetterThanAllBefore() {
    Epoch second = epoch(2, 91.0, 97.5, true);

    assertThat(
            new TrainingHistory(
                    List.of(epoch(1, 90.0, 98.0, true), second, epoch(3, 91.0, 97.0, false)))
                .best())
        .isEqualTo(second);
    assertThat(new TrainingHistory(List.of()).best()).isNull();
  }

  private static Epoch epoch(
      int number, @Nullable Double slotF1, @Nullable Double classAccuracy, boolean best) {
    return new Epoch(number, 1, 0.001, 1, slotF1, classAccuracy, best);
  }
}
