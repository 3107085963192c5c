package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.run.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} refuses before it asks anything of a cluster. */
class RunCommandTest {
  private static final String NEEDED =
      """
      application.id=test
      bootstrap.servers=127.0.0.1:1
      schema.registry.url=http://127.0.0.1:1
      """;

  private Path directory;

  @BeforeEach
  void keepDirectory(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldPrintASampleThatItAcceptsItself() throws IOException {
    Invocation sample = Invocation.of("run", "--sample-config");

    assertThat(sample.exitCode()).isZero();
    Settings settings =
        Settings.read(Files.writeString(directory.resolve("sample.properties"), sample.out()));
    assertThat(settings.tagging().outputTopic()).isEqualTo("tagged-text");
  }

  @Test
  void shouldNameTheKeyNearestToAnUnknownOne() throws IOException {
    Invocation refused = run(NEEDED + "tagstream.ouput.topic=x\n");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("run.properties", "tagstream.ouput.topic", "tagstream.output.topic");
  }

  @Test
  void shouldNameAKeyWithAWrongValue() throws IOException {
    Invocation refused = run(NEEDED + "tagstream.input.format=xml\n");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("tagstream.input.format", "xml", "avro");
  }

  @Test
  void shouldNameAKeyOfKafkaThatIsMissing() throws IOException {
    Invocation refused = run("bootstrap.servers=127.0.0.1:1\n");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("application.id");
  }

  @Test
  void shouldCheckTheBundleBeforeItConnects() throws IOException {
    Invocation refused = run(NEEDED + "tagstream.model.bundle=no-such-bundle\n");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("no-such-bundle").doesNotContain("127.0.0.1");
  }

  @Test
  void shouldNotTakeADirectoryForAFile() {
    Invocation refused = Invocation.of("run", "--config", directory.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(directory + " is a directory");
  }

  @Test
  void shouldNeedAFileOrTheWishForASample() {
    Invocation refused = Invocation.of("run");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--config", "--sample-config");
  }

  private Invocation run(String settings) throws IOException {
    Path file = Files.writeString(directory.resolve("run.properties"), settings);
    return Invocation.of("run", "--config", file.toString());
  }
}
