package io.tagstream.local.bench.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SwapScheduleTest {
  private static final int SWAPS = 1000;
  private static final long PERIOD_MILLIS = 1900;

  private final SwapSchedule schedule =
      new SwapSchedule(Duration.ofMillis(PERIOD_MILLIS), Duration.ofSeconds(2));

  @Test
  void shouldTellAModelToServeBeforeTheLead() {
    long effectiveFrom = schedule.earliest(1000);

    assertThat(schedule.activateAt(effectiveFrom)).isEqualTo(1000);
    assertThat(effectiveFrom).isGreaterThan(3000);
  }

  @Test
  void shouldRetireAModelOnlyWhenAnotherServes() {
    assertThat(schedule.retireAt(5000)).isGreaterThan(5000);
  }

  @Test
  void shouldPrepareAtEveryMomentOfThePeriodAlike() {
    long[] inEachTenth = new long[10];
    long effectiveFrom = 100_000;
    for (int swap = 0; swap < SWAPS; swap++) {
      long before = effectiveFrom - schedule.prepareAt(swap, effectiveFrom);
      assertThat(before).isPositive();
      inEachTenth[(int) (10 * (before % PERIOD_MILLIS) / PERIOD_MILLIS)]++;
      effectiveFrom += PERIOD_MILLIS;
    }

    assertThat(LongStream.of(inEachTenth).boxed()).allMatch(count -> count > 80 && count < 120);
  }
}
