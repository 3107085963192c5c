package io.tagstream.training;

import io.tagstream.model.command.Command;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.report.HtmlReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: makes a bundle from labelled sentences. */
@CommandLine.Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Train a bundle: a recurrent network (LSTM, GRU or a simple one) over words, their prefixes,"
          + " suffixes, shapes and letters, that finds spans, the class of a sentence, or both. With"
          + " network.encoder=bert, a transformer that was trained before is trained on.",
      "",
      "The data is JSON lines, CoNLL columns or CSV (also gzip); spans, classes or both:",
      "  {\"id\":..,\"tokens\":[..],\"tags\":[..],\"class\":..}",
      "  {\"text\":..,\"spans\":[{\"begin\":3,\"end\":11,\"label\":..}],\"class\":..}",
      "The configuration is a properties file; a commented one is",
      "model/bundles/training/assistant.properties."
    },
    footer = {
      "",
      "From labelled sentences, one a line, to tagged texts:",
      "  1. Label sentences: train.jsonl; a tenth as many in dev.jsonl and test.jsonl:",
      "     {\"tokens\":[\"Play\",\"Two\",\"Rivers\"],\"tags\":[\"O\",\"B-song\",\"I-song\"]}",
      "  2. Write my.properties beside them (without dev.jsonl: data.dev.share=0.1):",
      "     data.train=train.jsonl",
      "     data.dev=dev.jsonl",
      "  3. tagstream train --config my.properties --out my-bundle",
      "  4. Open my-bundle-report.html: how it learned, what it gets wrong",
      "  5. tagstream evaluate --bundle my-bundle --data test.jsonl",
      "  6. tagstream tag --bundle my-bundle 'Play Two Rivers'",
      "  7. Put tagstream.model.bundle=my-bundle into the file of 'tagstream run'",
      "All formats and keys: docs/train-your-own.md",
      "",
      "Example:",
      "  tagstream train --config my.properties --data data --out my-bundle"
    })
public final class TrainCommand implements Command {
  @Mixin private TrainingOptions options = new TrainingOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Where the report is written, a page of HTML (default: beside the bundle, OUT-report.html).")
  private @Nullable Path report;

  @Override
  public Integer call() throws IOException {
    return options.run(this::train);
  }

  /** Looks at every place it will write to before hours are spent on what is written there. */
  private void train(PrintWriter err, Interruption interruption) throws IOException {
    TrainConfig read = TrainConfig.read(options.config(), options.data(), options.overrides());
    Path out = options.out();
    BundleDirectory directory = BundleDirectory.at(out);
    TrainingDirectory unfinished = TrainingDirectory.beside(out);
    ReportFile reportFile =
        ReportFile.at(
            report == null ? ReportFile.beside(out) : report, List.of(out, unfinished.path()));
    Libtorch.require();
    unfinished.verify();
    options.verifyResume(unfinished.path(), unfinished.hasCheckpoint());
    TrainingRun.Result result;
    try {
      result =
          new TrainingRun(read, new ProgressDisplay(ProgressLine.onStandardError(err)), err)
              .run(command(), unfinished, interruption);
      interruption.check();
    } catch (TrainingInterruptedException e) {
      TrainingOptions.say(err, farewell(unfinished));
      throw e;
    }
    // First, for if this fails there is still the unfinished training to go on with.
    reportFile.write(HtmlReport.of(result.report()));
    directory.write(result.bundle());
    unfinished.delete();
    TrainingOptions.say(err, "report: " + reportFile.path());
  }

  private static String farewell(TrainingDirectory unfinished) {
    Path best = unfinished.best();
    return best == null
        ? "interrupted in the first epoch: nothing is kept"
        : "interrupted; the best bundle so far: %s%nto go on: the same command with --resume"
            .formatted(best);
  }

  /** The command that trains the same bundle again, wherever the data may lie then. */
  private String command() {
    return "./tagstream train --config "
        + options.config()
        + options.overrides().entrySet().stream()
            .map(pair -> " --set " + quoted(pair.getKey() + "=" + pair.getValue()))
            .collect(Collectors.joining())
        + (options.data() == null ? "" : " --data DATA")
        + " --out OUT";
  }

  /** Writes an argument as a shell takes it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w.,:=/-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }
}
