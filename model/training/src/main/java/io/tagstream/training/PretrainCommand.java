package io.tagstream.training;

import io.tagstream.model.command.Command;
import io.tagstream.training.checkpoint.CheckpointException;
import io.tagstream.training.checkpoint.PretrainingDirectory;
import io.tagstream.training.config.PretrainConfig;
import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.pretraining.UnusableTextException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pretrain}: makes an encoder from texts alone. */
@CommandLine.Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description = {
      "Pre-train an encoder on texts without labels, as BERT is: a vocabulary of word pieces is"
          + " learned, then a transformer learns to name hidden pieces and to tell whether a"
          + " sentence follows on another.",
      "",
      "'tagstream train' with network.encoder=bert and network.weights=DIR fine-tunes it on labelled"
          + " sentences. The directory holds config.json, tokenizer.json and model.safetensors, as"
          + " Hugging Face's transformers read them, and report.html, which tells how it went.",
      "",
      "A text is a file in UTF-8; a directory stands for all .txt and .md files under it.",
      "All keys: docs/pre-training.md"
    },
    footer = {
      "",
      "Example:",
      "  tagstream pretrain --config my-encoder.properties --data texts --out my-encoder"
    })
public final class PretrainCommand implements Command {
  /** Exit code of a process that Ctrl-C ended, by custom of the shells. */
  private static final int INTERRUPTED = 130;

  private static final String REPORT = "report.html";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Configuration of the pre-training.")
  private Path config = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A value that counts instead of the configuration's, such as training.steps=2000. May be"
              + " repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the texts under data. in the configuration lie (default: beside the"
              + " configuration).")
  private @Nullable Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the encoder is written: a directory that is empty or not there yet.")
  private Path out = Path.of("");

  @Option(
      names = "--resume",
      description =
          "Go on with the pre-training that was ended before it was finished; what it left is in"
              + " OUT.training. Without such a one, begin.")
  private boolean resume;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    try {
      pretrain(commandLine.getErr());
    } catch (TrainingInterruptedException e) {
      return INTERRUPTED;
    } catch (TrainConfigException | CheckpointException | UnusableTextException e) {
      throw new ParameterException(commandLine, String.valueOf(e.getMessage()), e);
    }
    commandLine.getOut().println(out);
    commandLine.getOut().flush();
    return ExitCode.OK;
  }

  /** Looks at every place it will write to before hours are spent on what is written there. */
  private void pretrain(PrintWriter err) throws IOException {
    PretrainConfig read = PretrainConfig.read(config, data, overrides);
    BundleDirectory directory = BundleDirectory.at(out);
    PretrainingDirectory unfinished = PretrainingDirectory.beside(out);
    try (Interruption interruption = interruption(unfinished, err)) {
      interruption.during(
          () -> {
            Libtorch.require();
            Libtorch.require(read.training().learning().device());
            verifyResume(unfinished);
            PretrainingDisplay display = new PretrainingDisplay(ProgressLine.onStandardError(err));
            PretrainingRun.Result result =
                new PretrainingRun(read, display, err).run(unfinished, interruption);
            directory.write(made -> write(result, made));
            unfinished.delete();
          });
    }
  }

  private static void write(PretrainingRun.Result result, Path directory) throws IOException {
    Files.createDirectory(directory);
    result.files().write(directory);
    Files.writeString(directory.resolve(REPORT), result.report().html());
  }

  private void verifyResume(PretrainingDirectory unfinished) throws IOException {
    unfinished.verify();
    if (unfinished.hasCheckpoint() && !resume) {
      throw new CheckpointException(
          "--out: expected no unfinished pre-training, found one in "
              + (unfinished.path() + "; add --resume to go on with it, or remove the directory"));
    }
  }

  private static Interruption interruption(PretrainingDirectory unfinished, PrintWriter err) {
    return new Interruption(
        () -> say(err, "%nending after this step".formatted()),
        () ->
            say(
                err,
                unfinished.hasCheckpoint()
                    ? "interrupted; to go on from the last evaluation: the same command with --resume"
                    : "interrupted before the first evaluation: nothing is kept"));
  }

  private static void say(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
