package io.tagstream.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands about models refuse before they ask anything of a cluster. */
class ModelUsageTest {
  private static final String NEEDED =
      """
      application.id=test
      bootstrap.servers=127.0.0.1:1
      schema.registry.url=http://127.0.0.1:1
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path directory;

  @BeforeEach
  void keepDirectory(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void shouldAskWhatToDo() {
    assertThat(run("model")).isEqualTo(2);
    assertThat(err.toString()).contains("prepare, activate, rollback");
  }

  @Test
  void shouldWantASettingsFile() {
    assertThat(run("model", "status")).isEqualTo(2);
    assertThat(err.toString()).contains("--config");
  }

  @Test
  void shouldNameTheRouteNearestToAnUnknownOne() throws IOException {
    assertThat(with(NEEDED, "status", "--route", "defult")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--route: expected one of default", "tagstream.model.routes", "did you mean");
  }

  @Test
  void shouldSayThatAnApplicationReadsNoCommands() throws IOException {
    assertThat(with(NEEDED + "tagstream.model.control.topic=\n", "status")).isEqualTo(2);
    assertThat(err.toString()).contains("tagstream.model.control.topic", "reads no commands");
  }

  @Test
  void shouldWantATimeWithItsZone() throws IOException {
    assertThat(with(NEEDED, "activate", "assistant", "--at", "tomorrow")).isEqualTo(2);
    assertThat(err.toString()).contains("--at", "2026-11-22T08:30:00Z", "'tomorrow'");
  }

  @Test
  void shouldWantATimeoutAboveZero() throws IOException {
    assertThat(with(NEEDED, "retire", "assistant", "--timeout", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--timeout", "above 0");
  }

  @Test
  void shouldSayThatThereIsNoBundle() throws IOException {
    assertThat(with(NEEDED, "prepare", "no/such.tar.gz")).isOne();
    assertThat(err.toString()).contains("'no/such.tar.gz'", "found nothing there");
  }

  @Test
  void shouldSayHowABundleThatShipsGetsThere() throws IOException {
    assertThat(with(NEEDED, "prepare", "assistant")).isOne();
    assertThat(err.toString()).contains("it ships", "model push assistant --to");
  }

  @Test
  void shouldRefuseWhatIsNoBundle() throws IOException {
    Path file = Files.writeString(directory.resolve("odd.tar.gz"), "odd");

    assertThat(with(NEEDED, "prepare", file.toString())).isOne();
    assertThat(err.toString()).contains("odd.tar.gz", "expected");
  }

  private int with(String settings, String command, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("app.properties"), settings);
    String[] arguments = new String[more.length + 4];
    arguments[0] = "model";
    arguments[1] = command;
    arguments[2] = "--config";
    arguments[3] = file.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return run(arguments);
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }
}
