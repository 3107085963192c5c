package io.tagstream.local.bench.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SwapsUsageTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--count 0                    | expected a whole number from 1 to 100000000, found '0'",
        "--policy drain               | --policy",
        "--rate x                     | expected a whole number",
        "--bundle assistant --bundle entities | expected one that was trained to read streams, found entities",
        "--bundle support --bundle support | --bundle: expected at most 6, each once",
        "--bundle entities            | expected one that was trained to read streams",
        "--set tagstream.modle=x      | tagstream.modle",
        "--set tagstream.model.lead=PT1S | --set tagstream.model.lead"
      })
  void shouldRefuseWhatCannotBeMeasured(String arguments, String expected) {
    String[] command =
        Stream.concat(Stream.of("bench", "swaps"), Arrays.stream(arguments.split(" +", -1)))
            .toArray(String[]::new);

    assertThat(run(command)).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
  }

  @Test
  void shouldBeListedByItsParent() {
    assertThat(run("bench", "--help")).isZero();
    assertThat(out.toString()).contains("swaps  ");
  }

  @Test
  void shouldShowExamplesThatParse() {
    assertThat(run("bench", "swaps", "--help")).isZero();
    assertThat(out.toString()).contains("Usage: tagstream bench swaps");

    CommandLine command =
        new CommandLine(new SwapsCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    assertThat(out.toString().lines().filter(line -> line.startsWith("  tagstream bench swaps")))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            line ->
                command.parseArgs(
                    Arrays.stream(line.strip().split(" +", -1)).skip(3).toArray(String[]::new)));
  }

  private int run(String... command) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), command);
  }
}
