package io.tagstream.app.model;

import io.tagstream.model.command.Command;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code model}: brings models into force while an application runs. */
@CommandLine.Command(
    name = "model",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Bring another model into force while the application runs, see which one serves, and go"
          + " back.",
      "",
      "Commands go through the topic tagstream.model.control.topic, which all instances of the"
          + " application read."
    },
    commandListHeading = "%nCommands:%n",
    subcommands = {
      PrepareCommand.class,
      ActivateCommand.class,
      RollbackCommand.class,
      RetireCommand.class,
      StatusCommand.class,
      PushCommand.class,
      WatchCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tagstream model activate --config tagstream.properties /models/my.tar.gz",
      "  tagstream model status --config tagstream.properties",
      "  tagstream model rollback --config tagstream.properties"
    })
public final class ModelGroup implements Command {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "say what to do: prepare, activate, rollback, retire, status, push or watch.");
  }
}
