package io.tagstream.model.huggingface;

import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleDescriptor.ClassHead;
import io.tagstream.model.bundle.BundleDescriptor.FileDigest;
import io.tagstream.model.bundle.BundleDescriptor.Heads;
import io.tagstream.model.bundle.BundleDescriptor.Limits;
import io.tagstream.model.bundle.BundleDescriptor.Provenance;
import io.tagstream.model.bundle.BundleDescriptor.SlotHead;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.bundle.EncoderDescriptor.Unit;
import io.tagstream.model.bundle.ForeignFormat;
import io.tagstream.model.decode.ClassScores;
import io.tagstream.model.decode.TagScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory that a model of Hugging Face's {@code transformers} was exported to, with {@code
 * config.json}, {@code tokenizer.json} and {@code model.onnx} (or {@code onnx/model.onnx}), read as
 * a bundle. Labels and limits are those of {@code config.json} and {@code tokenizer_config.json},
 * casing and special pieces those of {@code tokenizer.json}; other files are passed over.
 */
public final class HuggingFaceExport implements ForeignFormat {
  private static final List<String> GRAPHS = List.of("model.onnx", "onnx/model.onnx");
  private static final String EXPORT = "optimum-cli export onnx --model NAME DIR";
  private static final String COPY =
      "copy one of these to model.onnx; one that computes in integers reads texts one by one, and"
          + " may say other things on other machines";

  @Override
  public boolean recognises(Path directory) {
    return Files.isRegularFile(directory.resolve(ExportConfig.FILE))
        && !Files.exists(directory.resolve(BundleFiles.DESCRIPTOR));
  }

  @Override
  public BundleFiles read(Path directory) {
    return read(directory, ExportOptions.PRESET);
  }

  /**
   * Reads a directory.
   *
   * @throws BundleException if something is missing or does not fit
   */
  public static BundleFiles read(Path directory, ExportOptions options) {
    ExportFiles files = new ExportFiles(directory);
    Map<String, byte[]> contents = new TreeMap<>();
    contents.put(ExportConfig.FILE, files.read(ExportConfig.FILE, EXPORT));
    byte[] tokenizerConfig = files.readIfThere(ExportConfig.TOKENIZER_FILE);
    if (tokenizerConfig != null) {
      contents.put(ExportConfig.TOKENIZER_FILE, tokenizerConfig);
    }
    ExportConfig config =
        ExportConfig.read(
            directory.toString(),
            Objects.requireNonNull(contents.get(ExportConfig.FILE)),
            tokenizerConfig);
    contents.put(
        BundleFiles.TOKENIZER,
        files.read(
            BundleFiles.TOKENIZER,
            "save the fast tokenizer: AutoTokenizer.from_pretrained(NAME).save_pretrained(DIR)"));
    contents.put(BundleFiles.MODEL, graph(files));
    return BundleFiles.foreign(
        directory.toString(), descriptor(directory, config, options, contents), contents);
  }

  private static byte[] graph(ExportFiles files) {
    for (String name : GRAPHS) {
      byte[] graph = files.readIfThere(name);
      if (graph != null) {
        return graph;
      }
    }
    List<String> others = files.graphs();
    throw BundleException.of(
        Reason.MISSING_FILE,
        files.directory().toString(),
        "the file " + GRAPHS.get(0) + " beside config.json",
        "only " + (others.isEmpty() ? files.names() : String.join(", ", others)),
        others.isEmpty() ? "export it: " + EXPORT : "export it, or " + COPY);
  }

  private static BundleDescriptor descriptor(
      Path directory, ExportConfig config, ExportOptions options, Map<String, byte[]> contents) {
    byte[] graph = Objects.requireNonNull(contents.get(BundleFiles.MODEL));
    String origin = config.origin().isEmpty() ? "" : ", exported from " + config.origin();
    return new BundleDescriptor(
        BundleDescriptor.FORMAT_VERSION,
        options.name() == null ? name(directory) : options.name(),
        FileDigest.of(graph).version(),
        config.architecture() + origin,
        new Transformer(Unit.TEXT, config.maxPieces(), config.maxPieces() / 4),
        heads(config, options),
        new BundleDescriptor.Stream(options.tailWords()),
        new Limits(config.maxPieces()),
        new Provenance(
            List.of(), null, options.licence(), 0, "exported by others", new TreeMap<>()),
        new TreeMap<>());
  }

  private static Heads heads(ExportConfig config, ExportOptions options) {
    return switch (config.task()) {
      case TOKEN_CLASSIFICATION ->
          new Heads(
              new SlotHead(TagScheme.LISTED, config.labels(), null, options.aggregation()), null);
      case SEQUENCE_CLASSIFICATION ->
          new Heads(
              null,
              new ClassHead(config.labels(), config.independent() ? ClassScores.SIGMOID : null));
    };
  }

  /** The name of the directory, as far as names of bundles allow it. */
  private static String name(Path directory) {
    Path last = directory.toAbsolutePath().normalize().getFileName();
    String name =
        last == null
            ? ""
            : last.toString().replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "export" : name;
  }

  /** The files of the directory, each read once. */
  private record ExportFiles(Path directory) {
    byte[] read(String name, String remedy) {
      byte[] content = readIfThere(name);
      if (content == null) {
        throw BundleException.of(
            Reason.MISSING_FILE,
            directory.toString(),
            "the file " + name + " beside config.json",
            "only " + names(),
            remedy);
      }
      return content;
    }

    String names() {
      List<String> names = names(directory);
      return names.isEmpty() ? "a directory that cannot be listed" : String.join(", ", names);
    }

    /** Returns the graphs under other names than those that are read. */
    List<String> graphs() {
      Stream<String> beside = names(directory).stream();
      Stream<String> below = names(directory.resolve("onnx")).stream().map(name -> "onnx/" + name);
      return Stream.concat(beside, below).filter(name -> name.endsWith(".onnx")).toList();
    }

    private static List<String> names(Path directory) {
      try (Stream<Path> entries = Files.list(directory)) {
        return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
      } catch (IOException | UncheckedIOException e) {
        return List.of();
      }
    }

    byte @Nullable [] readIfThere(String name) {
      Path file = directory.resolve(name);
      if (!Files.isRegularFile(file)) {
        return null;
      }
      try {
        long size = Files.size(file);
        if (size > BundleFiles.LARGEST_FILE) {
          throw BundleException.of(
              Reason.TOO_LARGE,
              file.toString(),
              "at most " + BundleFiles.LARGEST_FILE + " bytes",
              size + " bytes",
              "choose a smaller model");
        }
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw BundleException.causedBy(
            e,
            Reason.UNREADABLE,
            file.toString(),
            "a file that can be read",
            String.valueOf(e.getMessage()),
            "check that this user may read it");
      } catch (OutOfMemoryError e) {
        throw BundleException.causedBy(
            e,
            Reason.TOO_LARGE,
            file.toString(),
            "a file that fits into the heap of this process",
            "one that does not",
            "give the process a larger heap, for example with JAVA_OPTS=-Xmx4g");
      }
    }
  }
}
