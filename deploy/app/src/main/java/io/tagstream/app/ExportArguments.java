package io.tagstream.app;

import io.tagstream.model.Text;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.decode.Aggregation;
import io.tagstream.model.huggingface.ExportBundle;
import io.tagstream.model.huggingface.ExportOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the files of an export do not say. */
final class ExportArguments {
  /** All are tagged whenever the bundle is opened. */
  private static final int MOST_EXAMPLES = 200;

  /** What is said of them lies beside them, in a file of 1 MiB at most. */
  private static final int MOST_BYTES = 1 << 17;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call it (default: the name of the directory).")
  private @Nullable String name;

  @Option(
      names = "--licence",
      paramLabel = "LICENCE",
      description = "Licence of the model, for example Apache-2.0 (default: unknown).")
  private @Nullable String licence;

  @Option(
      names = "--aggregation",
      paramLabel = "STRATEGY",
      description =
          "How spans are made of pieces, as 'transformers' does: simple, first, average or max"
              + " (default: simple).")
  private @Nullable Aggregation aggregation;

  @Option(
      names = "--examples",
      paramLabel = "FILE",
      description =
          "Texts, one a line: what the model says of them now is checked whenever it is opened"
              + " (default: a few sentences in several scripts).")
  private @Nullable Path examples;

  @Option(
      names = "--pairs",
      description =
          "Each line of --examples is two texts with a tab between them, for a model of pairs.")
  private boolean pairs;

  ExportOptions options() {
    ExportOptions preset = ExportOptions.PRESET;
    return new ExportOptions(
        name,
        licence == null ? preset.licence() : licence,
        aggregation == null ? preset.aggregation() : aggregation,
        preset.tailWords());
  }

  /**
   * Refuses what the model has no use for.
   *
   * @throws CommandException if there is something
   */
  void verify(BundleDescriptor.Heads heads) {
    if (pairs && heads.slots() != null) {
      throw new CommandException(
          "--pairs: expected a model that classifies texts, found one that tags tokens; leave it out.");
    }
    if (aggregation != null && heads.slots() == null) {
      throw new CommandException(
          "--aggregation: expected a model that tags tokens, found one that classifies texts; leave it out.");
    }
  }

  /**
   * Returns the texts of the examples.
   *
   * @throws CommandException if there are none, too many, or other ones than pairs where pairs are
   *     asked for
   */
  List<Text> texts() throws IOException {
    if (examples == null && pairs) {
      throw new CommandException(
          "--pairs: expected --examples to go with it, found none; name a file of pairs, or leave it out.");
    }
    if (examples == null) {
      return ExportBundle.NEUTRAL_TEXTS;
    }
    List<Text> texts = new ArrayList<>();
    int number = 0;
    for (String line : lines(examples)) {
      number++;
      if (!line.isBlank()) {
        texts.add(pairs ? pair(line, number) : Text.of(line));
      }
    }
    if (texts.isEmpty() || texts.size() > MOST_EXAMPLES) {
      throw new CommandException(
          "--examples: expected 1 to %d texts, one a line, found %d in %s; all are tagged whenever the bundle is opened."
              .formatted(MOST_EXAMPLES, texts.size(), examples));
    }
    return texts;
  }

  private Text pair(String line, int number) {
    String[] texts = line.split("\t", -1);
    if (texts.length != 2 || texts[0].isBlank() || texts[1].isBlank()) {
      throw new CommandException(
          "--examples: expected two texts with a tab between them, found another line %d of %s; leave out --pairs if the model reads one."
              .formatted(number, examples));
    }
    return new Text(texts[0], null, texts[1]);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      long bytes = Files.size(file);
      if (bytes > MOST_BYTES) {
        throw new CommandException(
            "--examples: expected texts of %d bytes at most, found %d in %s; choose shorter ones."
                .formatted(MOST_BYTES, bytes, file));
      }
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
