package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

class FailuresTest {

  /** A command that fails as a test wants it to. */
  @Command(name = "fail")
  private record Failing(RuntimeException failure) implements Callable<Integer> {
    @Override
    public Integer call() {
      throw failure;
    }
  }

  @Test
  void shouldPrintTheMessageOfACommandAlone() {
    Invocation failed = fail(new CommandException("The moon is full; wait."));

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).isEqualToIgnoringNewLines("tagstream: The moon is full; wait.");
  }

  @Test
  void shouldPrintTheStackTraceIfAsked() {
    Invocation failed = fail(new CommandException("The moon is full; wait."), "--verbose");

    assertThat(failed.err()).contains("at io.tagstream.app.FailuresTest");
  }

  @Test
  void shouldCallAWrongConfigurationWrongUsage() {
    Invocation failed = fail(new ConfigException("Unknown configuration tagstream.x"));

    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.err()).contains("tagstream.x");
  }

  @Test
  void shouldNameTheFileThatIsMissing() {
    Invocation failed = fail(new UncheckedIOException(new NoSuchFileException("/no/such")));

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).isEqualToIgnoringNewLines("tagstream: /no/such does not exist.");
  }

  @Test
  void shouldSayHowToSeeMoreOfAMistakeInHere() {
    Invocation failed = fail(new IllegalStateException("odd"));

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("IllegalStateException: odd", "--verbose");
    assertThat(failed.err()).doesNotContain("at io.tagstream");
  }

  private static Invocation fail(RuntimeException failure, String... options) {
    CommandLine commandLine = CommandLines.assemble();
    commandLine.addSubcommand(CommandSpec.forAnnotatedObject(new Failing(failure)));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    // Set again, for the subcommand that was added after.
    commandLine.setExecutionExceptionHandler(commandLine.getExecutionExceptionHandler());
    String[] arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = "fail";
    return new Invocation(commandLine.execute(arguments), out.toString(), err.toString());
  }
}
