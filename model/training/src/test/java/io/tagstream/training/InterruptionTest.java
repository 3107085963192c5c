package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  @CsvSource({"INT, 2", "TERM, 15", "HUP, 1"})
  @Timeout(60)
  void shouldTakeASignalForTheWishToStop(String signal, int number) throws Exception {
    assumeThat(isIgnored(number)).as("%s is ignored in this process", signal).isFalse();
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

  /**
   * What was ignored when the process began, as nohup and jobs in the background have it, stays so.
   */
  private static boolean isIgnored(int number) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElseThrow();
    return (Long.parseUnsignedLong(mask, 16) >> (number - 1) & 1) == 1;
  }
}
