package io.tagstream.app;

import io.tagstream.model.command.Command;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Stands for a command whose module is not on this class path, so that help and suggestions know
 * every command although the embedded broker and libtorch stay away from {@code run}.
 */
@CommandLine.Command
final class OtherModuleCommand implements Command {

  /** The commands of other modules, with the line about them in the list of commands. */
  enum Entry {
    DEMO("demo", "deploy/local", "Tag example and typed texts on a broker of its own."),
    BENCH(
        "bench",
        "deploy/local",
        "Measure how fast events are tagged, what that costs and how late outputs are."),
    TRAIN("train", "model/training", "Train a bundle from labelled sentences."),
    PRETRAIN("pretrain", "model/training", "Pre-train an encoder on texts without labels.");

    final String command;
    final String module;
    final String description;

    Entry(String command, String module, String description) {
      this.command = command;
      this.module = module;
      this.description = description;
    }
  }

  private final Entry entry;
  private final CommandSpec spec;

  private OtherModuleCommand(Entry entry) {
    this.entry = entry;
    this.spec = CommandSpec.forAnnotatedObject(this);
  }

  /** Returns the definition that stands for a command. */
  static CommandSpec of(Entry entry) {
    CommandSpec spec = new OtherModuleCommand(entry).spec;
    spec.usageMessage().description(entry.description);
    spec.parser().unmatchedArgumentsAllowed(true).unmatchedOptionsArePositionalParams(true);
    return spec;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "'%s' is part of module %s, which is not on this class path; start it with the launcher:"
                .formatted(entry.command, entry.module)
            + " ./tagstream "
            + entry.command);
  }
}
