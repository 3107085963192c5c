package io.tagstream.app;

import io.tagstream.model.Text;
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

  /** What is said of them must find room beside them in a file of 1 MiB. */
  private static final int MOST_BYTES = 1 << 17;

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
          "Texts, one a line, of a model of pairs two with a tab between them: what the model says of"
              + " them now is checked whenever it is opened (default: a few sentences in several"
              + " scripts).")
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
  List<Text> texts() throws IOException {
    if (examples == null) {
      return ExportBundle.NEUTRAL_TEXTS;
    }
    List<String> texts = lines(examples).stream().filter(line -> !line.isBlank()).toList();
    if (texts.isEmpty() || texts.size() > MOST_EXAMPLES) {
      throw new CommandException(
          "--examples: expected 1 to %d texts, one a line, found %d in %s; all are tagged whenever the bundle is opened."
              .formatted(MOST_EXAMPLES, texts.size(), examples));
    }
    long bytes = Files.size(examples);
    if (bytes > MOST_BYTES) {
      throw new CommandException(
          "--examples: expected texts of %,d bytes at most, found %,d in %s; choose shorter ones."
              .formatted(MOST_BYTES, bytes, examples));
    }
    return texts.stream().map(ExportArguments::text).toList();
  }

  private static Text text(String line) {
    int tab = line.indexOf('\t');
    return tab < 0
        ? Text.of(line)
        : new Text(line.substring(0, tab), null, line.substring(tab + 1));
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
