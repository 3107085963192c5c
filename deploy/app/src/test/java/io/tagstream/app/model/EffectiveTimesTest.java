package io.tagstream.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EffectiveTimesTest {
  private final EffectiveTimes times = new EffectiveTimes(Duration.ofSeconds(2));

  @Test
  void shouldLeaveTimeForTheCommandBesideTheLead() {
    assertThat(times.first(1_000_000)).isEqualTo(1_002_500);
  }

  @Test
  void shouldLeaveMoreTimeByTheClockOfTheBrokerEveryTime() {
    assertThat(times.again(1_000_000, 1)).isEqualTo(1_003_000);
    assertThat(times.again(1_000_000, 2)).isEqualTo(1_004_000);
    assertThat(times.again(1_000_000, 3)).isEqualTo(1_006_000);
  }
}
