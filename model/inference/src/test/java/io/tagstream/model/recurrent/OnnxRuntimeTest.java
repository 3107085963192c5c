package io.tagstream.model.recurrent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What this version of the runtime must not do; docs/decisions/0003 tells the story. */
class OnnxRuntimeTest {

  /**
   * Version 1.29.0 dies here: its telemetry reads the command line of the process and runs a
   * regular expression over it that needs stack in proportion. Class paths make long command lines.
   */
  @Test
  void shouldStartInAProcessWithALongCommandLine() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dfiller=" + "x".repeat(20_000),
                OnnxRuntimeTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("started");
  }

  public static void main(String[] arguments) {
    OrtEnvironment.getEnvironment();
    System.out.println("started");
  }
}
