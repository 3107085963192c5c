package io.tagstream.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code tagstream} itself: what it is and what all commands share. */
@Command(
    name = "tagstream",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Finds names, slots and sentence classes in streams of text: text events come in on a Kafka"
          + " topic, tagged Avro records go out on another.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  tagstream demo",
      "  echo 'play some jazz' | tagstream tag",
      "  tagstream run --config tagstream.properties",
      "",
      "'tagstream COMMAND --help' says more about a command. Exit codes: 0 done, 1 failed, 2 wrong"
          + " usage."
    })
final class RootCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and show the stack trace of a failure.")
  private boolean verbose;

  RootCommand() {
    // picocli replaces it before anything reads it.
    spec = CommandSpec.create();
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing.");
  }
}
