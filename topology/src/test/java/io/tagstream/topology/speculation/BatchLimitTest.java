package io.tagstream.topology.speculation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Full batches of a quick model, small ones of a slow one. */
class BatchLimitTest {
  private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long SLOW = TimeUnit.SECONDS.toNanos(2);

  @Test
  void shouldBeginSmall() {
    assertThat(new BatchLimit(128).texts()).isEqualTo(16);
    assertThat(new BatchLimit(4).texts()).isEqualTo(4);
  }

  @Test
  void shouldGrowToWhatIsAllowedWhileBatchesAreQuick() {
    BatchLimit limit = new BatchLimit(100);
    for (int i = 0; i < 4; i++) {
      limit.took(limit.texts(), QUICK);
    }
    assertThat(limit.texts()).isEqualTo(100);
  }

  @Test
  void shouldGrowOnlyIfTwiceAsManyTextsWouldBeQuickEnough() {
    BatchLimit limit = new BatchLimit(100);
    limit.took(16, TimeUnit.MILLISECONDS.toNanos(260));
    assertThat(limit.texts()).isEqualTo(16);
    limit.took(16, TimeUnit.MILLISECONDS.toNanos(240));
    assertThat(limit.texts()).isEqualTo(32);
  }

  @Test
  void shouldLearnNothingFromSmallBatchesThatAreQuick() {
    BatchLimit limit = new BatchLimit(100);
    limit.took(15, QUICK);
    assertThat(limit.texts()).isEqualTo(16);
  }

  @Test
  void shouldComeDownToOneTextOfSlowModel() {
    BatchLimit limit = new BatchLimit(100);
    for (int i = 0; i < 2; i++) {
      limit.took(limit.texts(), SLOW);
    }
    assertThat(limit.texts()).isEqualTo(1);
    limit.took(1, QUICK);
    assertThat(limit.texts()).isEqualTo(2);
  }

  @Test
  void shouldComeDownAtOnceToWhatWouldHaveBeenQuickEnough() {
    BatchLimit limit = new BatchLimit(100);
    limit.took(12, SLOW);
    assertThat(limit.texts()).isEqualTo(3);
  }
}
