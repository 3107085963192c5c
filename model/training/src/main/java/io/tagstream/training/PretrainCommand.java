package io.tagstream.training;

import io.tagstream.model.command.Command;
import io.tagstream.training.checkpoint.PretrainingDirectory;
import io.tagstream.training.config.PretrainConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

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
  private static final String REPORT = "report.html";

  @Mixin private TrainingOptions options = new TrainingOptions();

  @Override
  public Integer call() throws IOException {
    return options.run(this::pretrain);
  }

  /** Looks at every place it will write to before hours are spent on what is written there. */
  private void pretrain(PrintWriter err, Interruption interruption) throws IOException {
    PretrainConfig read =
        PretrainConfig.read(options.config(), options.data(), options.overrides());
    BundleDirectory directory = BundleDirectory.at(options.out());
    PretrainingDirectory unfinished = PretrainingDirectory.beside(options.out());
    Libtorch.require();
    Libtorch.require(read.training().learning().device());
    unfinished.verify();
    options.verifyResume(unfinished.path(), unfinished.hasCheckpoint());
    PretrainingDisplay display = new PretrainingDisplay(ProgressLine.onStandardError(err));
    PretrainingRun.Result result;
    try {
      result = new PretrainingRun(read, display, err).run(unfinished, interruption);
      interruption.check();
    } catch (TrainingInterruptedException e) {
      TrainingOptions.say(err, farewell(unfinished));
      throw e;
    }
    directory.write(made -> write(result, made));
    unfinished.delete();
  }

  private static void write(PretrainingRun.Result result, Path directory) throws IOException {
    Files.createDirectory(directory);
    result.files().write(directory);
    Files.writeString(directory.resolve(REPORT), result.report().html());
  }

  private static String farewell(PretrainingDirectory unfinished) {
    return unfinished.hasCheckpoint()
        ? "interrupted; to go on from the last evaluation: the same command with --resume"
        : "interrupted before the first evaluation: nothing is kept";
  }
}
