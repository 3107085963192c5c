package io.tagstream.app;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.huggingface.ExportBundle;
import io.tagstream.model.huggingface.HuggingFaceExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bundle pack}: packs a bundle, or makes one of an export of Hugging Face and packs it. */
@CommandLine.Command(
    name = "pack",
    description = {
      "Check a bundle and pack it as the archive in which a source offers it. The same bundle gives"
          + " the same archive.",
      "",
      "A directory that a model of Hugging Face was exported to (config.json, tokenizer.json,"
          + " model.onnx) is made a bundle with golden examples first.",
      "",
      "Prints what the archive is ordered by: its size and its SHA-256."
    },
    footer = {
      "",
      "Examples:",
      "  tagstream bundle pack my-bundle my-bundle.tar.gz",
      "  tagstream bundle pack --name ner --aggregation first export ner.tar.gz",
      "  tagstream bundle pack --weights int8 --version 1.2.0 export ner.tar.gz"
    })
final class PackCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // by picocli; its standard options have a --version, too
  private boolean help;

  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "Path or shipped name of the bundle, or directory of an export.")
  private String bundle = "";

  @Parameters(
      index = "1",
      paramLabel = "ARCHIVE",
      description = "The .tar.gz to write; one that is there is replaced.")
  private @Nullable Path archive;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description =
          "Its version (default: that of the bundle, with -int8 or -weights-STORAGE behind it if"
              + " these are asked for; of an export the begin of the graph's SHA-256).")
  private @Nullable String version;

  @ArgGroup(exclusive = true, heading = "%nSmaller or quicker:%n")
  private @Nullable CompactArguments compact;

  @ArgGroup(exclusive = false, heading = "%nOf an export:%n")
  private @Nullable ExportArguments export;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = commandLine().getOut();
    Path target = Objects.requireNonNull(archive);
    verifyWritable(target);
    BundleFiles files = isExport() ? fromExport() : ofBundle();
    if (compact != null) {
      files = compact.of(files, out);
    }
    if (version != null) {
      files = BundleWriter.versioned(files, version);
    }
    Bundle opened = Bundles.open(files);
    opened.tagger().close();
    new BundleSheet(out).printOrder(opened.id(), BundlePacker.write(target, files));
    out.flush();
    return ExitCode.OK;
  }

  private boolean isExport() {
    return !Bundles.shippedNames().contains(bundle)
        && !bundle.isBlank()
        && new HuggingFaceExport().recognises(Path.of(bundle));
  }

  private BundleFiles fromExport() throws IOException {
    ExportArguments arguments = export == null ? new ExportArguments() : export;
    Bundle opened = Bundles.open(HuggingFaceExport.read(Path.of(bundle), arguments.options()));
    arguments.verify(opened.descriptor().heads());
    return ExportBundle.withExamples(opened, arguments.texts());
  }

  /** Better refused here than when the examples have been tagged. */
  private static void verifyWritable(Path archive) {
    if (Files.isDirectory(archive)) {
      throw new CommandException(
          "%1$s: expected the path of a file, found a directory; name the file in it, such as %2$s."
              .formatted(archive, archive.resolve("bundle.tar.gz")));
    }
    Path parent = archive.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new CommandException(
          "%s: expected a directory to write it to, found none at %s; make it, or check the path."
              .formatted(archive, parent));
    }
  }

  private BundleFiles ofBundle() {
    if (export != null) {
      throw new ParameterException(
          commandLine(),
          "--name, --licence, --aggregation, --examples, --pairs: expected a directory with the"
              + " config.json of an export to go with them, found '"
              + bundle
              + "'; leave them out, or name the export.");
    }
    return Bundles.open(bundle).files();
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
