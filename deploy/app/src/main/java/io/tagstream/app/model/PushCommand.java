package io.tagstream.app.model;

import io.tagstream.app.model.Rollout.Result;
import io.tagstream.app.run.Settings;
import io.tagstream.model.source.BundleOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model push}: puts a bundle where instances find it and lets them prepare it. */
@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = {
      "Check a bundle, pack it if it is a directory, put it where the instances find it, and let"
          + " them prepare it.",
      "",
      "In a directory it is called NAME-VERSION-DIGEST.tar.gz, so that another bundle never takes"
          + " its place; a file that is there is kept if it is the same and never replaced."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream model push --config tagstream.properties my-bundle --to /models",
      "  tagstream model push --config my.properties support --to https://example.com/m/"
    })
final class PushCommand extends ModelSubcommand {
  @Parameters(paramLabel = "BUNDLE", description = "Path or shipped name of the bundle.")
  private String bundle = "";

  @Option(
      names = "--to",
      paramLabel = "URI",
      required = true,
      description =
          "Directory (path or file: URI) or http(s): URI that takes a PUT, or such a place that"
              + " ends in .tar.gz.")
  private String to = "";

  @Option(
      names = "--as",
      paramLabel = "URI",
      description = "Where the instances see it, if that is not where it is put.")
  private @Nullable URI as;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key (PEM) to sign it with; 'tagstream bundle key' makes one.")
  private @Nullable Path key;

  @Option(
      names = "--headers",
      paramLabel = "FILE",
      description = "HTTP headers to send with a PUT, say with a token: 'Name: value' a line.")
  private @Nullable Path headers;

  @Mixin private WaitOptions wait = new WaitOptions();

  private @Nullable Archive archive;
  private @Nullable ArchiveTarget target;

  @Override
  void prepare(Settings settings) {
    target = ArchiveTarget.of(to, headers);
    try {
      archive = Archive.read(bundle, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  void run(ModelSession session) throws InterruptedException {
    Archive packed = Objects.requireNonNull(archive);
    URI put = Objects.requireNonNull(target).put(packed);
    URI location = as == null ? put : as;
    BundleOrder order =
        new BundleOrder(
            packed.model(), location, packed.sizeBytes(), packed.sha256(), packed.signature());
    if (!options().isJson()) {
      out()
          .printf(
              "location  %s%nsize      %d bytes%nsha256    %s%nsigned    %s%n",
              Words.location(location),
              packed.sizeBytes(),
              packed.sha256(),
              packed.signature() == null ? "no" : "yes");
      out().flush();
    }
    Rollout rollout = new Rollout(session, options().route(), wait.timeout());
    Result result = rollout.prepare(order);
    new Preparation(wait.timeout()).report(result, new ResultReport(out(), options().isJson()));
  }
}
