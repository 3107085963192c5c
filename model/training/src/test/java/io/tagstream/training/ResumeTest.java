package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.evaluation.EvaluationReport;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.config.TrainConfig;
import io.tagstream.training.data.LabelSets;
import io.tagstream.training.data.TrainingData;
import io.tagstream.training.network.RequiresLibtorch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** What an interrupted training leaves, and how it goes on. */
@RequiresLibtorch
class ResumeTest {
  private static final List<String> TINY =
      List.of(
          "network.word.width = 4",
          "network.affix.buckets = 16",
          "network.affix.width = 1",
          "network.character.width = 2",
          "network.character.filters = 2",
          "network.character.hidden.size = 2",
          "network.attention.width = 2",
          "network.hidden.size = 4",
          "network.vectors.width = 2",
          "training.batch.size = 6",
          "training.epochs = 3");

  /** Options whose state or whose chance a checkpoint must bring back. */
  private enum Options {
    CHANCE(
        "training.optimizer = adamw",
        "training.consistency = 0.5",
        "training.truncation = 3",
        "training.swap.share = 0.5",
        "training.prefix.share = 0.3",
        "training.upper.share = 0.2"),
    NETWORK(
        "network.characters = lstm",
        "network.cell = gru",
        "network.layers = 2",
        "network.residual = true",
        "network.class.pooling = max",
        "network.class.to.slots = true",
        "network.slots.decoder = softmax",
        "training.tag.smoothing = 0.1",
        "training.label.smoothing = 0.1",
        "training.class.weights = balanced"),
    SETS("network.vectors = vectors.txt", "training.decay = linear"),
    /** So small a rate that nothing gets better than the first epoch. */
    FIRST_IS_BEST("training.learning.rate = 1e-7", "training.patience = 5");

    private final String settings;

    Options(String... settings) {
      this.settings = String.join("\n", settings);
    }
  }

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @EnumSource
  void shouldWriteTheBytesOfATrainingThatWasNotInterrupted(Options options) throws IOException {
    Files.writeString(directory.resolve("vectors.txt"), "play 1 0 2\nrain 0 1 1\nporto 3 1 -1\n");
    Path config = write(options == Options.SETS, options.settings);
    train(config, "whole");
    interrupt(config, "halves", 3);
    if (options == Options.FIRST_IS_BEST) {
      assertThat(directory.resolve("halves.training/best-epoch-1")).isDirectory();
    }

    assertThat(train(config, "halves", "--resume")).as(err.toString()).isZero();

    assertThat(err.toString()).contains("going on after epoch 2");
    BundleFiles whole = BundleFiles.inDirectory(directory.resolve("whole"));
    BundleFiles halves = BundleFiles.inDirectory(directory.resolve("halves"));
    assertThat(halves.names()).isEqualTo(whole.names());
    for (String name : whole.names()) {
      assertThat(halves.read(name)).as(name).isEqualTo(whole.read(name));
    }
    assertThat(directory.resolve("halves.training")).doesNotExist();
  }

  @Test
  void shouldLeaveTheBestBundleSoFar() throws IOException {
    Path config = write(false);

    interrupt(config, "bundle", 3);

    try (Stream<Path> entries = Files.list(directory.resolve("bundle.training"))) {
      List<Path> left = entries.sorted().toList();
      assertThat(left)
          .extracting(path -> path.getFileName().toString())
          .hasSize(2)
          .satisfies(names -> assertThat(names.get(0)).matches("best-epoch-[12]"))
          .endsWith("checkpoint");
      try (BundleTagger tagger = Bundles.open(left.get(0).toString()).tagger()) {
        assertThat(tagger.tag("Play the song Two Rivers.").sentences()).hasSize(1);
      }
    }
    assertThat(directory.resolve("bundle")).doesNotExist();
  }

  @Test
  void shouldNotBeginAgainWhereAnUnfinishedTrainingLies() throws IOException {
    Path config = write(false, "training.epochs = 2");
    interrupt(config, "bundle", 2);

    assertThat(train(config, "bundle")).isEqualTo(2);

    assertThat(err.toString()).contains("bundle.training; add --resume");
  }

  @Test
  void shouldRefuseToGoOnWithAnotherTrainingAndSayWhatDiffers() throws IOException {
    interrupt(write(false, "training.epochs = 2"), "bundle", 2);
    Path config = write(false, "training.epochs = 3", "training.clip = 4");
    Path data = directory.resolve("toy.jsonl");
    Files.writeString(data, Files.readString(data).replace("forecast", "Forecast"));

    assertThat(train(config, "bundle", "--resume")).isEqualTo(2);

    assertThat(err.toString())
        .contains("training.epochs was 2, is 3")
        .contains("training.clip was the preset, is 4")
        .containsPattern("sentences to learn from was 12 sentences \\([0-9a-f]{16}\\), is 12");
  }

  @Test
  void shouldRefuseABrokenCheckpoint() throws IOException {
    Path config = write(false, "training.epochs = 2");
    interrupt(config, "bundle", 2);
    Path checkpoint = directory.resolve("bundle.training/checkpoint");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);

    assertThat(train(config, "bundle", "--resume")).isEqualTo(2);

    assertThat(err.toString()).contains("checkpoint, found it damaged");
  }

  @Test
  void shouldBeginWhereThereIsNothingToGoOnWith() throws IOException {
    Path config = write(false, "training.epochs = 1");

    assertThat(train(config, "bundle", "--resume")).as(err.toString()).isZero();

    assertThat(directory.resolve("bundle")).isDirectory();
  }

  @Test
  void shouldStopWhenNothingGetsBetter() throws IOException {
    Path config =
        write(
            false, "training.epochs = 9", "training.patience = 2", "training.learning.rate = 1e-7");

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    assertThat(err.toString()).contains("epoch 3/9").doesNotContain("epoch 4/9");
  }

  @Test
  void shouldEndInOrderOnASignal() throws IOException, InterruptedException {
    Path config = write(false, "training.epochs = 10000");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                ResumeTest.class.getName(),
                "--config",
                config.toString(),
                "--out",
                directory.resolve("bundle").toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.contains("epoch 2/10000")) {
        line = output.readLine();
      }

      process.toHandle().destroy(); // unlike Process.destroy, leaves the output to be read

      String rest = String.join("\n", output.lines().toList());
      assertThat(rest)
          .contains(
              "ending after this step",
              "interrupted; the best bundle so far: ",
              "the same command with --resume");
      assertThat(rest).contains(directory.resolve("bundle.training/best-epoch-").toString());
      assertThat(process.waitFor()).isEqualTo(Interruption.EXIT_CODE);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** The process that is sent a signal. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainCommand()).execute(arguments));
  }

  private Path write(boolean severalSets, String... settings) throws IOException {
    String[] all = Stream.concat(TINY.stream(), Stream.of(settings)).toArray(String[]::new);
    return severalSets ? ToyData.writeSetsTo(directory, all) : ToyData.writeTo(directory, all);
  }

  /** Ends a training in the middle of an epoch, as the loss of its process would. */
  private void interrupt(Path config, String name, int epoch) throws IOException {
    interrupt(config, directory.resolve(name), epoch);
  }

  /** The same for any training. */
  static void interrupt(Path config, Path out, int epoch) throws IOException {
    TrainConfig read = TrainConfig.read(config, null);
    TrainingListener lost =
        new TrainingListener() {
          @Override
          public void started(TrainingData data, LabelSets labels, long parameters) {}

          @Override
          public void stepped(Progress progress) {
            if (progress.epoch() == epoch && progress.step() == 2) {
              throw new ProcessLostException();
            }
          }

          @Override
          public void evaluated(Progress progress, EvaluationReport dev, boolean best) {}
        };
    TrainingRun run = new TrainingRun(read, lost, new PrintWriter(new StringWriter()));
    TrainingDirectory unfinished = TrainingDirectory.beside(out);
    String command = "./tagstream train --config " + config + " --out OUT";
    try (Interruption interruption = new Interruption(() -> {})) {
      assertThatThrownBy(() -> run.run(command, unfinished, interruption))
          .isInstanceOf(ProcessLostException.class);
    }
  }

  private static final class ProcessLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private int train(Path config, String name, String... more) {
    return new CommandLine(new TrainCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(
                    Stream.of(
                        "--config", config.toString(), "--out", directory.resolve(name).toString()),
                    Stream.of(more))
                .toArray(String[]::new));
  }
}
