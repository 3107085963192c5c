package io.tagstream.app;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.command.Command;
import io.tagstream.model.source.ArchiveSignature;
import io.tagstream.model.source.PemKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bundle}: looks at model bundles, packs ({@link PackCommand}) and signs them. */
@CommandLine.Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    subcommands = PackCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Look at a model bundle (a directory, a .tar.gz of one, or one that ships), pack and sign"
            + " it.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  tagstream bundle inspect assistant",
      "  tagstream bundle verify my-bundle.tar.gz",
      "  tagstream bundle pack my-bundle my-bundle.tar.gz",
      "  tagstream bundle sign --key team.pem my-bundle.tar.gz"
    })
public final class BundleCommand implements Command {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "say what to do: verify, inspect, pack, key or sign.");
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

  @CommandLine.Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = {
        "Make a pair of Ed25519 keys: the private one, which signs bundles, into FILE, which only"
            + " its owner may read; the public one, which is trusted by"
            + " tagstream.model.trusted.keys, beside it.",
        "",
        "A file that is there is never replaced."
      },
      footer = {"", "Example:", "  tagstream bundle key team.pem"})
  int key(
      @Parameters(paramLabel = "FILE", description = "Where the private key goes.")
          Path privateFile) {
    String name = String.valueOf(privateFile.getFileName());
    Path publicFile = privateFile.resolveSibling(name.replaceFirst("\\.pem$", "") + ".pub.pem");
    PemKeys.writePair(privateFile, publicFile);
    out().printf("private key %s%npublic key  %s%n", privateFile, publicFile);
    out().flush();
    return ExitCode.OK;
  }

  @CommandLine.Command(
      name = "sign",
      mixinStandardHelpOptions = true,
      description = {
        "Check the bundle in an archive and sign the archive: Ed25519 over its SHA-256. The"
            + " signature goes into ARCHIVE.sig as base64.",
        "",
        "Prints what the archive is ordered by: its size, its SHA-256 and the signature."
      },
      footer = {"", "Example:", "  tagstream bundle sign --key team.pem my-bundle.tar.gz"})
  int sign(
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "PEM file of the private key; 'tagstream bundle key' makes one.")
          Path keyFile,
      @Parameters(paramLabel = "ARCHIVE", description = "The .tar.gz of the bundle.") Path archive)
      throws IOException {
    PrivateKey key = PemKeys.readPrivate(keyFile);
    verifyFile(archive);
    // Read once: what is checked is what is signed.
    byte[] bytes = Files.readAllBytes(archive);
    Bundle bundle =
        Bundles.open(BundleFiles.inArchive(archive.toString(), new ByteArrayInputStream(bytes)));
    bundle.tagger().close();
    PackedArchive packed = PackedArchive.of(bytes);
    String signature =
        Base64.getEncoder().encodeToString(ArchiveSignature.sign(key, packed.sha256()));
    Path file = archive.resolveSibling(archive.getFileName() + ".sig");
    Files.writeString(file, signature + "\n");
    new BundleSheet(out()).printOrder(bundle.id(), packed);
    out().printf("  signature %s%n  written to %s%n", signature, file);
    out().flush();
    return ExitCode.OK;
  }

  private static void verifyFile(Path archive) {
    if (Files.isDirectory(archive)) {
      throw new CommandException(
          archive
              + ": expected the .tar.gz of a bundle, found a directory; pack it first with"
              + " 'tagstream bundle pack "
              + archive
              + " "
              + archive.getFileName()
              + ".tar.gz'");
    }
  }

  private static final String NAMED = "Path or shipped name of the bundle.";

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
