package io.tagstream.training;

import io.tagstream.training.checkpoint.CheckpointException;
import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.pretraining.UnusableTextException;
import java.io.IOException;
import java.io.PrintWriter;
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

/**
 * What the commands that train have in common: options, and how they are ended and gone on with.
 */
final class TrainingOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Configuration of the training, a properties file.")
  private Path config = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A value that counts instead of the configuration's, such as training.seed=2. May be"
              + " repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the files under data. in the configuration lie (default: beside the"
              + " configuration).")
  private @Nullable Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the result is written: a directory that is empty or not there yet.")
  private Path out = Path.of("");

  @Option(
      names = "--resume",
      description =
          "Go on with the training that was ended before it was finished; what it left is in"
              + " OUT.training. Without such a training, begin.")
  private boolean resume;

  /** What a command does. */
  @FunctionalInterface
  interface Work {
    /**
     * Trains.
     *
     * @param err where it says how it goes
     * @param interruption looked at between steps
     * @throws TrainingInterruptedException if it was asked for, when all has been said of it
     */
    void run(PrintWriter err, Interruption interruption) throws IOException;
  }

  Path config() {
    return config;
  }

  Map<String, String> overrides() {
    return overrides;
  }

  @Nullable Path data() {
    return data;
  }

  Path out() {
    return out;
  }

  /**
   * Does the work, then names the place of the result.
   *
   * @return the exit code
   * @throws ParameterException if what the user gave is to blame
   */
  int run(Work work) throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    PrintWriter err = commandLine.getErr();
    try (Interruption interruption =
        new Interruption(() -> say(err, "%nending after this step".formatted()))) {
      work.run(err, interruption);
    } catch (TrainingInterruptedException e) {
      return Interruption.EXIT_CODE;
    } catch (TrainConfigException | CheckpointException | UnusableTextException e) {
      throw new ParameterException(commandLine, String.valueOf(e.getMessage()), e);
    }
    commandLine.getOut().println(out);
    commandLine.getOut().flush();
    return ExitCode.OK;
  }

  /**
   * Checks that an unfinished training is gone on with only where that was asked for.
   *
   * @param unfinished its directory
   * @param hasCheckpoint whether there is one
   */
  void verifyResume(Path unfinished, boolean hasCheckpoint) {
    if (hasCheckpoint && !resume) {
      throw new CheckpointException(
          "--out: expected no unfinished training, found one in "
              + (unfinished + "; add --resume to go on with it, or remove the directory"));
    }
  }

  static void say(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
