package io.tagstream.app;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.command.Command;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bundle}: looks at model bundles. */
@CommandLine.Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Look at a model bundle: a directory, a .tar.gz of one, or one that ships.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  tagstream bundle inspect assistant",
      "  tagstream bundle verify my-bundle.tar.gz"
    })
public final class BundleCommand implements Command {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "say what to do: verify or inspect.");
  }

  @CommandLine.Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check a bundle as it is checked before it may serve: sizes and digests of its files, names"
            + " and ranks of its tensors, counts of its labels, and its golden examples.",
        "",
        "Exit code 0 if all is well, 1 if not."
      },
      footer = {"", "Example:", "  tagstream bundle verify ./my-bundle"})
  int verify(@Parameters(paramLabel = "BUNDLE", description = NAMED) String name) {
    Bundle bundle = Bundles.open(name);
    try (BundleTagger tagger = bundle.tagger()) {
      PrintWriter out = out();
      out.printf(
          "%s %s is sound: %d files, digest %s%n",
          tagger.model().name(),
          tagger.model().version(),
          bundle.descriptor().files().size(),
          tagger.model().digest());
      out.flush();
    }
    return ExitCode.OK;
  }

  @CommandLine.Command(
      name = "inspect",
      mixinStandardHelpOptions = true,
      description = "Say what a bundle is: its labels, where it comes from and what it scored.",
      footer = {"", "Example:", "  tagstream bundle inspect assistant"})
  int inspect(@Parameters(paramLabel = "BUNDLE", description = NAMED) String name) {
    Bundle bundle = Bundles.open(name);
    new BundleSheet(out()).print(bundle.descriptor(), bundle.id());
    return ExitCode.OK;
  }

  private static final String NAMED = "Path or shipped name of the bundle.";

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
