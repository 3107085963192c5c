package io.tagstream.app.model;

import io.tagstream.app.model.Rollout.Result;
import io.tagstream.app.run.Settings;
import io.tagstream.model.source.BundleOrder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model prepare}: lets every instance fetch, check and open a bundle. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = {
      "Let every instance fetch, check and open a bundle, so that it can come into force at once."
          + " Nothing changes for texts.",
      "",
      "Instances fetch from places under tagstream.model.sources only. Exit code 0 once all have it"
          + " prepared, 1 if one refused it or did not answer."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream model prepare --config my.properties /models/my.tar.gz",
      "  tagstream model prepare --config my.properties m.tar.gz --as file:/m/m.tar.gz"
    })
final class PrepareCommand extends ModelSubcommand {
  @Parameters(
      paramLabel = "BUNDLE",
      description =
          "Path or file: URI of a bundle's .tar.gz or directory, or http(s): URI of a .tar.gz.")
  private String bundle = "";

  @Option(
      names = "--as",
      paramLabel = "URI",
      description = "Where the instances see it, if that is not where this machine does.")
  private @Nullable URI as;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "Signature of the archive (default: ARCHIVE.sig, if there is one).")
  private @Nullable Path signature;

  @Mixin private WaitOptions wait = new WaitOptions();

  private @Nullable BundleOrder order;

  @Override
  void prepare(Settings settings) throws InterruptedException {
    order = new BundleArgument(bundle).read(as, signature, settings.tagging().models().maxBytes());
  }

  @Override
  void run(ModelSession session) throws InterruptedException {
    BundleOrder wanted = Objects.requireNonNull(order);
    Rollout rollout = new Rollout(session, options().route(), wait.timeout());
    Result result = rollout.prepare(wanted);
    new Preparation(wait.timeout()).report(result, new ResultReport(out(), options().isJson()));
  }
}
