package io.tagstream.app;

import io.tagstream.model.command.Command;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Puts the command line together from the commands found on the class path. */
final class CommandLines {
  /** The order of the commands in the help; those not named here follow by name. */
  private static final List<String> ORDER =
      List.of(
          "demo",
          "run",
          "tag",
          "train",
          "pretrain",
          "evaluate",
          "bundle",
          "model",
          "config",
          "bench");

  private CommandLines() {}

  static CommandLine assemble() {
    RootCommand root = new RootCommand();
    CommandLine commandLine = new CommandLine(root);
    commands().forEach(commandLine::addSubcommand);
    commandLine.addSubcommand(new HelpCommand());
    Failures failures = new Failures(root);
    return commandLine
        .setExecutionStrategy(logAsAsked(root))
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(30);
  }

  private static Map<String, Object> commands() {
    Map<String, Object> commands =
        new TreeMap<>((left, right) -> sortKey(left).compareTo(sortKey(right)));
    for (OtherModuleCommand.Entry entry : OtherModuleCommand.Entry.values()) {
      commands.put(entry.command, OtherModuleCommand.of(entry));
    }
    for (Command command : ServiceLoader.load(Command.class)) {
      CommandLine subcommand = new CommandLine(command);
      commands.put(subcommand.getCommandName(), subcommand);
    }
    return commands;
  }

  private static String sortKey(String command) {
    int position = ORDER.indexOf(command);
    return (char) ('a' + (position < 0 ? ORDER.size() : position)) + command;
  }

  private static IExecutionStrategy logAsAsked(RootCommand root) {
    return (ParseResult parsed) -> {
      Logging.configure(root.verbose() ? Logging.Level.VERBOSE : Logging.Level.QUIET);
      return new RunLast().execute(parsed);
    };
  }
}
