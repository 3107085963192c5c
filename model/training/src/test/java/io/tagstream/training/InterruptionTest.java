package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionTest {
  @Test
  void shouldStopOnceItIsAskedTo() {
    try (Interruption interruption = new Interruption(() -> {})) {
      assertThatCode(interruption::check).doesNotThrowAnyException();

      interruption.request();

      assertThatThrownBy(interruption::check).isInstanceOf(TrainingInterruptedException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  @Timeout(60)
  void shouldTakeASignalForTheWishToStop(String signal) throws Exception {
    CountDownLatch announced = new CountDownLatch(1);
    try (Interruption interruption = new Interruption(announced::countDown)) {
      interruption.watch();
      assertThatCode(interruption::check).doesNotThrowAnyException();

      // To this process, which would end if nobody watched.
      String self = String.valueOf(ProcessHandle.current().pid());
      assertThat(new ProcessBuilder("kill", "-" + signal, self).start().waitFor()).isZero();
      announced.await();

      assertThatThrownBy(interruption::check).isInstanceOf(TrainingInterruptedException.class);
    }
  }
}
