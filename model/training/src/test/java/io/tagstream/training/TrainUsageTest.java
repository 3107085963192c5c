package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.network.RequiresLibtorch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code train} tells people: how it goes, and what is wrong with what they gave it. */
class TrainUsageTest {
  private static final Pattern NAME = Pattern.compile("\\w+\\.jsonl|\\bmy-[\\w.-]*\\w");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  @RequiresLibtorch
  void shouldWalkThroughATrainingInTenLinesThatAreTrue() throws IOException {
    assertThat(execute("--help")).isZero();
    List<String> lines =
        out.toString()
            .lines()
            .dropWhile(line -> !line.startsWith("From labelled sentences"))
            .skip(1)
            .takeWhile(line -> line.startsWith(" "))
            .map(String::strip)
            .toList();
    assertThat(lines).hasSizeBetween(7, 10);
    List<String> sentences = lines.stream().filter(line -> line.startsWith("{")).toList();
    for (String name : names(lines.get(0)).toList()) {
      Files.write(directory.resolve(name), sentences);
    }
    Files.write(
        directory.resolve("my.properties"),
        lines.stream().filter(line -> line.startsWith("data.")).toList());
    String command = lines.stream().filter(line -> line.contains(" train ")).findFirst().orElse("");

    int code =
        execute(
            Stream.concat(
                    Stream.of(command.replaceFirst(".* train ", "").split(" "))
                        .map(word -> word.startsWith("my") ? path(word) : word),
                    Stream.of("--set", "training.epochs=1"))
                .toArray(String[]::new));

    assertThat(code).as(err.toString()).isZero();
    assertThat(directory.resolve("my-bundle/bundle.json")).isRegularFile();
    assertThat(
            lines.stream()
                .dropWhile(line -> !line.startsWith("4. "))
                .flatMap(TrainUsageTest::names))
        .containsOnlyOnce("my-bundle-report.html", "test.jsonl")
        .contains("my-bundle")
        .allSatisfy(name -> assertThat(directory.resolve(name)).exists());
  }

  /** The files and directories that a line of the walk-through names. */
  private static Stream<String> names(String line) {
    return NAME.matcher(line).results().map(MatchResult::group);
  }

  @Test
  void shouldSayThatThereIsNoConfiguration() {
    assertRefused(
        "--config: expected a properties file, found none at "
            + (path("my.properties") + "; check the name"),
        "--config",
        path("my.properties"));
  }

  @Test
  void shouldSayThatTheConfigurationIsADirectory() {
    assertRefused(
        "--config: expected a properties file, found a directory at " + directory,
        "--config",
        directory.toString());
  }

  @Test
  void shouldSayThatTheConfigurationIsNotInUtf8() throws IOException {
    Path config = directory.resolve("my.properties");
    Files.write(config, new byte[] {'#', (byte) 0xE9, '\n'});

    assertRefused(
        config + ": expected properties in UTF-8, found bytes that are not; save it in UTF-8",
        "--config",
        config.toString());
  }

  @Test
  void shouldSayThatTheDataIsNoDirectory() throws IOException {
    String config = ToyData.writeTo(directory).toString();

    assertRefused(
        "--data: expected a directory, found a file at " + path("toy.jsonl") + "; name the one",
        "--config",
        config,
        "--data",
        path("toy.jsonl"));
    assertRefused(
        "--data: expected a directory, found none at " + path("nowhere") + "; name the one",
        "--config",
        config,
        "--data",
        path("nowhere"));
  }

  @Test
  void shouldSayThatNoBundleCanBeWritten() throws IOException {
    String config = ToyData.writeTo(directory).toString();
    // Below a file, for a directory that may not be written may be by the one who runs tests.
    String below = path("toy.jsonl/a/bundle");

    assertThat(execute("--config", config, "--out", below)).isEqualTo(2);

    assertThat(err.toString())
        .contains("--out: expected a directory in a writable one, where OUT.training")
        .contains(
            ", found "
                + below
                + ", but "
                + path("toy.jsonl")
                + " is no directory that may be written; name another one")
        .doesNotContain("epoch");
  }

  private void assertRefused(String message, String... arguments) {
    assertThat(
            execute(
                Stream.concat(Stream.of("--out", path("bundle")), Stream.of(arguments))
                    .toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private int execute(String... arguments) {
    return new CommandLine(new TrainCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
