package io.tagstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopSignalTest {
  @ParameterizedTest
  @CsvSource({"INT, 2", "TERM, 15", "HUP, 1"})
  @Timeout(60)
  void shouldTakeASignalForTheWishToEnd(String signal, int number) throws Exception {
    assumeThat(isIgnored(number)).as("%s is ignored in this process", signal).isFalse();
    try (StopSignal stop = StopSignal.install()) {
      assertThat(stop.isRaised()).isFalse();

      // To this process, which would end if nobody watched.
      String self = String.valueOf(ProcessHandle.current().pid());
      assertThat(new ProcessBuilder("kill", "-" + signal, self).start().waitFor()).isZero();
      stop.await();

      assertThat(stop.isRaised()).isTrue();
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
