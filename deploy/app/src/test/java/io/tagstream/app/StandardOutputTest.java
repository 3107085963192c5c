package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  @Test
  void shouldPassBytesOn() {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    StandardOutput output = new StandardOutput(target);
    print(output, "zoë");

    assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("zoë");
    assertThat(output.failure()).isEmpty();
  }

  @Test
  void shouldRememberWhyItCouldNotBeWritten() {
    StandardOutput output = new StandardOutput(failing("No space left on device"));
    print(output, "lost");

    assertThat(output.failure()).contains("No space left on device");
  }

  @Test
  void shouldNotCallItAFailureThatTheReaderHasHadEnough() {
    StandardOutput output = new StandardOutput(failing("Broken pipe"));
    print(output, "unwanted");

    assertThat(output.failure()).isEmpty();
  }

  private static void print(StandardOutput output, String text) {
    PrintWriter writer = new PrintWriter(output, true, StandardCharsets.UTF_8);
    writer.print(text);
    writer.flush();
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
