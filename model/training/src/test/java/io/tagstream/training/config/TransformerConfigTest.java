package io.tagstream.training.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.compact.WeightStorage;
import io.tagstream.training.config.VectorsConfig.Origin;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.network.Dropout;
import io.tagstream.training.network.Optimization;
import io.tagstream.training.network.OptimizerKind;
import io.tagstream.training.network.Smoothing;
import io.tagstream.training.transformer.FineTuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the keys of a transformer say. */
class TransformerConfigTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldHaveOtherPresetsForATransformer() throws IOException {
    TrainConfig config = read("network.encoder = bert");

    assertThat(config.network().heads())
        .isEqualTo(new NetworkConfig.Heads(DecoderKind.CRF, ClassPooling.FIRST, 100, false));
    assertThat(config.training().rate())
        .isEqualTo(new RateConfig(1e-4, 0.1, RateConfig.Decay.LINEAR));
    assertThat(config.training().streams().turns()).isEqualTo(1);
    assertThat(config.training().optimization())
        .isEqualTo(
            new Optimization(
                OptimizerKind.ADAMW,
                0.01,
                1,
                0.998,
                new Dropout(0, 0.1, 0.1, 0),
                Smoothing.NONE,
                0,
                1,
                0,
                1));
    assertThat(config.transformer())
        .isEqualTo(
            new TransformerConfig(
                new TransformerConfig.EncoderResources(VectorsConfig.ClassPathEncoder.MINILM),
                null,
                WeightStorage.INT8,
                new FineTuning(10, 1, 0, false, 0.1, 8_192, ComputeDevice.AUTO)));
    assertThat(config.pretrained()).extracting(Origin::licence).isEqualTo("Apache-2.0");
    assertThat(read().transformer()).isNull();
  }

  @Test
  void shouldReadHowATransformerLearns() throws IOException {
    Files.createDirectory(directory.resolve("encoder"));

    TrainConfig config =
        read(
            "network.encoder = bert",
            "network.weights = encoder",
            "network.weights.source = a garden",
            "network.weights.licence = MIT",
            "network.max.pieces = 64",
            "network.class.pooling = pooler",
            "bundle.weights = fp16",
            "bundle.stream.right.context = 512",
            "training.learning.rate = 0.0002",
            "training.head.rate = 0.0004",
            "training.layer.decay = 0.9",
            "training.frozen.layers = 2",
            "training.frozen.embeddings = true",
            "training.dropout.attention = 0.2",
            "training.batch.pieces = 2048",
            "training.device = cpu");

    assertThat(config.transformer())
        .isEqualTo(
            new TransformerConfig(
                new TransformerConfig.EncoderDirectory(
                    directory.resolve("encoder"), "encoder", "a garden", "MIT"),
                64,
                WeightStorage.FP16,
                new FineTuning(2, 0.9, 2, true, 0.2, 2_048, ComputeDevice.CPU)));
    assertThat(config.bundle().rightContext()).isEqualTo(512);
  }

  @Test
  void shouldAskAnEncoderWhereItComesFromUnlessItIsSaid() throws IOException {
    Path encoder = Files.createDirectory(directory.resolve("encoder"));
    Files.writeString(
        encoder.resolve("config.json"),
        """
        {"provenance": {"name": "novels", "source": "a shelf", "licence": "CC0-1.0"}}
        """);

    assertThat(read("network.encoder = bert", "network.weights = encoder").pretrained())
        .isEqualTo(new TransformerConfig.EncoderDirectory(encoder, "novels", "a shelf", "CC0-1.0"));
    assertThat(
            read(
                    "network.encoder = bert",
                    "network.weights = encoder",
                    "network.weights.source = unknown",
                    "network.weights.licence = MIT")
                .pretrained())
        .isEqualTo(new TransformerConfig.EncoderDirectory(encoder, "novels", "unknown", "MIT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{\"provenance\": {\"name\": 3}}"})
  void shouldKnowNothingOfAnEncoderThatTellsNothing(String configuration) throws IOException {
    Path encoder = Files.createDirectory(directory.resolve("encoder"));
    Files.writeString(encoder.resolve("config.json"), configuration);

    assertThat(read("network.encoder = bert", "network.weights = encoder").pretrained())
        .isEqualTo(
            new TransformerConfig.EncoderDirectory(encoder, "encoder", "unknown", "unknown"));
  }

  @Test
  void shouldReadRowsOf256PiecesOrAsManyAsTheEncoderHasPositions() throws IOException {
    TransformerConfig preset = requireNonNull(read("network.encoder = bert").transformer());
    TransformerConfig said =
        requireNonNull(read("network.encoder = bert", "network.max.pieces = 64").transformer());

    assertThat(preset.longestRow(512)).isEqualTo(256);
    assertThat(preset.longestRow(64)).isEqualTo(64);
    assertThat(said.longestRow(512)).isEqualTo(64);
    assertThatThrownBy(() -> said.longestRow(63))
        .hasMessageContaining("network.max.pieces: expected at most 63");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network.cell = gru|network.cell: expected it only with network.encoder=recurrent, found it"
            + " with bert; remove the key, or choose the other encoder",
        "network.vectors = minilm|network.vectors: expected it only with network.encoder=recurrent",
        "training.dropout.input = 0.3|training.dropout.input: expected it only with",
        "training.stream.cut = 0.3|training.stream.cut: expected it only with",
        "network.weights = lost|network.weights: expected minilm or a directory, found 'lost'",
        "network.weights = dev.jsonl|network.weights: expected minilm or a directory",
        "network.max.pieces = 7|network.max.pieces: expected a whole number from 8 to 8192",
        "bundle.weights = int4|bundle.weights: expected one of [fp32, fp16, int8], found 'int4'",
        "bundle.stream.right.context = 513|expected a whole number from 0 to 512, found '513'",
        "training.head.rate = 0|training.head.rate: expected a number from 1.0E-7 to 1.0",
        "training.layer.decay = 2|training.layer.decay: expected a number from 0.1 to 1.0",
        "training.frozen.layers = -1|training.frozen.layers: expected a whole number from 0",
        "training.frozen.embeddings = 1|training.frozen.embeddings: expected true or false",
        "training.dropout.attention = 1|training.dropout.attention: expected a number from 0.0",
        "training.device = gpu|training.device: expected one of [auto, cpu, cuda], found 'gpu'",
        "training.batch.pieces = 0|training.batch.pieces: expected a whole number from 1 to 10000000",
      })
  void shouldSayWhatIsWrongOfATransformer(String line, String message) throws IOException {
    Path file = write("network.encoder = bert", line);

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining(message);
  }

  private TrainConfig read(String... lines) throws IOException {
    return new SmallestConfig(directory).read(lines);
  }

  private Path write(String... lines) throws IOException {
    return new SmallestConfig(directory).write(lines);
  }
}
