package io.tagstream.app;

import io.tagstream.model.decode.Aggregation;
import io.tagstream.model.huggingface.ExportBundle;
import io.tagstream.model.huggingface.ExportOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the files of an export do not say. */
final class ExportArguments {
  /** All are tagged whenever the bundle is opened. */
  private static final int MOST_EXAMPLES = 200;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call it (default: the name of the directory).")
  private @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Its version (default: the begin of the graph's SHA-256).")
  private @Nullable String version;

  @Option(
      names = "--licence",
      paramLabel = "LICENCE",
      description = "Licence of the model, for example Apache-2.0 (default: unknown).")
  private @Nullable String licence;

  @Option(
      names = "--aggregation",
      paramLabel = "STRATEGY",
      description =
          "How spans are made of pieces, as 'transformers' does: ${COMPLETION-CANDIDATES} (default:"
              + " SIMPLE).")
  private @Nullable Aggregation aggregation;

  @Option(
      names = "--examples",
      paramLabel = "FILE",
      description =
          "Texts, one a line: what the model says of them now is checked whenever it is opened"
              + " (default: a few sentences in several scripts).")
  private @Nullable Path examples;

  ExportOptions options() {
    ExportOptions preset = ExportOptions.PRESET;
    return new ExportOptions(
        name,
        version,
        licence == null ? preset.licence() : licence,
        aggregation == null ? preset.aggregation() : aggregation,
        preset.tailWords());
  }

  /**
   * Returns the texts of the examples.
   *
   * @throws CommandException if there are none, or too many
   */
  List<String> texts() throws IOException {
    if (examples == null) {
      return ExportBundle.NEUTRAL_TEXTS;
    }
    List<String> texts = lines(examples).stream().filter(line -> !line.isBlank()).toList();
    if (texts.isEmpty() || texts.size() > MOST_EXAMPLES) {
      throw new CommandException(
          "--examples: expected 1 to %d texts, one a line, found %d in %s; all are tagged whenever the bundle is opened."
              .formatted(MOST_EXAMPLES, texts.size(), examples));
    }
    return texts;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          "--examples: expected a file, found none at %s; check the path.".formatted(file), e);
    } catch (CharacterCodingException e) {
      throw new CommandException(
          "--examples: expected UTF-8, found other bytes in %s; convert it.".formatted(file), e);
    }
  }
}
