package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.model.command.Command;
import io.tagstream.training.network.RequiresLibtorch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From texts to a bundle: what {@code pretrain} writes is what {@code train} begins from. */
@RequiresLibtorch
class OwnEncoderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final StringWriter err = new StringWriter();

  @Test
  void shouldTrainOnWithNoKeyMoreThanWhereTheEncoderLies() throws IOException {
    Files.writeString(directory.resolve("rain.txt"), "Will it rain in Ghent? It will rain there.");
    Files.writeString(directory.resolve("song.txt"), "Play the song. I want to hear the song.");
    Path pretraining =
        Files.writeString(
            directory.resolve("garden.properties"),
            """
            data.text = rain.txt, song.txt
            data.source = a garden
            data.licence = PDDL-1.0
            vocabulary.size = 60
            network.layers = 1
            network.hidden.size = 8
            network.heads = 2
            network.intermediate.size = 16
            training.steps = 0
            """);
    assertThat(run(new PretrainCommand(), pretraining, "encoder")).as(err.toString()).isZero();
    Path training =
        ToyData.writeTo(directory, "network.encoder = bert", "network.weights = encoder");
    Files.write(training, withoutRecurrent(Files.readAllLines(training)));

    assertThat(run(new TrainCommand(), training, "bundle")).as(err.toString()).isZero();

    BundleDescriptor bundle = Bundles.open(directory.resolve("bundle").toString()).descriptor();
    assertThat(bundle.encoder())
        .as("rows as long as those of a pre-training by its presets")
        .isEqualTo(new EncoderDescriptor.Transformer(EncoderDescriptor.Unit.SENTENCE, 128, 32));
    assertThat(bundle.provenance().vectors())
        .isEqualTo(
            new BundleDescriptor.VectorSource("garden", "pre-trained on a garden", "PDDL-1.0"));
    assertThat(directory.resolve("bundle/README.md"))
        .content()
        .contains("garden; source: pre-trained on a garden; licence: PDDL-1.0");
  }

  /** Takes out what only recurrent layers have, and lets it learn but once. */
  private static List<String> withoutRecurrent(List<String> settings) {
    return settings.stream()
        .filter(
            setting ->
                !setting.matches(
                    "(network\\.(word|affix|character|hidden)|training\\.dropout\\.input).*"))
        .map(setting -> setting.replace("training.epochs = 40", "training.epochs = 1"))
        .toList();
  }

  private int run(Command command, Path config, String out) {
    return new CommandLine(command)
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute("--config", config.toString(), "--out", directory.resolve(out).toString());
  }
}
