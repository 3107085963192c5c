package io.tagstream.local.bench;

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

class BenchUsageTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--lengths 20..9            | expected the tokens of a text from 1 to 1000, such as 12 or 9..20, found '20..9'",
        "--events 0                 | expected a whole number from 1 to 100000000, found '0'",
        "--inference-threads x      | expected a whole number from 0 to 100000000, found 'x'",
        "--latency-seconds -1       | expected 0 to 600 seconds, found '-1'",
        "--plot no/such/place.svg   | --plot: expected a file in a directory that is there",
        "--key cold                 | --key",
        "--set threads              | --set",
        "--set tagstream.modle=x    | tagstream.modle",
        "--set num.stream.threads=2 | --threads",
        "--bundle entities          | --mode none",
        "--bootstrap-servers x:1    | --registry-url"
      })
  void shouldRefuseWhatCannotBeMeasured(String arguments, String expected) {
    String[] command =
        Stream.concat(Stream.of("bench"), Arrays.stream(arguments.split(" +", -1)))
            .toArray(String[]::new);

    assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), command)).isEqualTo(2);
    assertThat(err.toString()).contains(expected);
  }

  @Test
  void shouldShowExamplesThatParse() {
    assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), "bench", "--help")).isZero();
    assertThat(out.toString()).contains("Usage: tagstream bench");

    CommandLine command =
        new CommandLine(new BenchCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    assertThat(out.toString().lines().filter(line -> line.startsWith("  tagstream bench")))
        .isNotEmpty()
        .allSatisfy(
            line ->
                command.parseArgs(
                    Arrays.stream(line.strip().split(" +", -1)).skip(2).toArray(String[]::new)));
  }
}
