package io.tagstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopSignalTest {
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  @Timeout(60)
  void shouldTakeASignalForTheWishToEnd(String signal) throws Exception {
    try (StopSignal stop = StopSignal.install()) {
      assertThat(stop.isRaised()).isFalse();

      // To this process, which would end if nobody watched.
      String self = String.valueOf(ProcessHandle.current().pid());
      assertThat(new ProcessBuilder("kill", "-" + signal, self).start().waitFor()).isZero();
      stop.await();

      assertThat(stop.isRaised()).isTrue();
    }
  }
}
