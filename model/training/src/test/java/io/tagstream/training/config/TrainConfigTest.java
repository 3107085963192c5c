package io.tagstream.training.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.compact.WeightStorage;
import io.tagstream.training.config.NetworkConfig.CharacterKind;
import io.tagstream.training.config.VectorsConfig.Origin;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.network.Dropout;
import io.tagstream.training.network.Optimization;
import io.tagstream.training.network.OptimizerKind;
import io.tagstream.training.network.RecurrentStack;
import io.tagstream.training.network.Smoothing;
import io.tagstream.training.transformer.FineTuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainConfigTest {
  private static final List<String> SMALLEST =
      List.of("data.train = train.jsonl", "data.dev = dev.jsonl");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name : List.of("examples.txt", "train.jsonl", "dev.jsonl")) {
      Files.createFile(directory.resolve(name));
    }
  }

  @Test
  void shouldHaveThePresetsOfTheDocumentation() throws IOException {
    TrainConfig config = read();

    assertThat(config.bundle())
        .isEqualTo(
            new TrainConfig.Bundle(
                "train",
                "0.1.0",
                "Trained on train.jsonl",
                "unknown",
                512,
                null,
                null,
                null,
                null,
                null));
    assertThat(config.network())
        .isEqualTo(
            new NetworkConfig(
                new NetworkConfig.Words(2, 100, 4, 16_384, 16),
                new NetworkConfig.Characters(CharacterKind.CONVOLUTION, 20, 30, 100, 50),
                new RecurrentStack(Cell.LSTM, Direction.BIDIRECTIONAL, 1, false, 200),
                new NetworkConfig.Heads(DecoderKind.CRF, ClassPooling.ATTENTION, 100, false)));
    assertThat(config.training())
        .isEqualTo(
            new LearningConfig(
                8,
                0,
                32,
                new RateConfig(0.002, 0.05, RateConfig.Decay.COSINE),
                new StreamConfig(4, 0, 0),
                Shares.NONE,
                LearningConfig.ClassWeighting.NONE,
                1,
                new Optimization(
                    OptimizerKind.ADAM,
                    0,
                    5,
                    0.998,
                    new Dropout(0.3, 0.3, 0.4, 0.05),
                    Smoothing.NONE,
                    0,
                    1,
                    0,
                    1)));
  }

  @Test
  void shouldReadHowItLearns() throws IOException {
    LearningConfig learning =
        read(
                "training.patience = 3",
                "training.consistency = 0.5",
                "training.truncation = 64",
                "training.optimizer = adamw",
                "training.decay = linear",
                "training.label.smoothing = 0.1",
                "training.class.weights = balanced",
                "training.class.loss = 3",
                "training.swap.share = 0.1",
                "training.prefix.share = 0.2",
                "training.plain.share = 0.3",
                "training.lower.share = 0.4",
                "training.upper.share = 0.1",
                "training.unpunctuated.share = 0.2")
            .training();

    assertThat(learning.patience()).isEqualTo(3);
    assertThat(learning.rate().decay()).isEqualTo(RateConfig.Decay.LINEAR);
    assertThat(learning.classWeights()).isEqualTo(LearningConfig.ClassWeighting.BALANCED);
    assertThat(learning.shares()).isEqualTo(new Shares(0.1, 0.2, 0.3, 0.4, 0.1, 0.2));
    assertThat(learning.optimization().optimizer()).isEqualTo(OptimizerKind.ADAMW);
    assertThat(learning.optimization().consistency()).isEqualTo(0.5);
    assertThat(learning.optimization().classWeight()).isEqualTo(3);
    assertThat(learning.optimization().truncation()).isEqualTo(64);
    assertThat(learning.optimization().weightDecay()).isEqualTo(0.01);
    assertThat(learning.optimization().smoothing()).isEqualTo(new Smoothing(0.1, 0));
  }

  @Test
  void shouldTakeVectorsFromAFileOrTheClassPath() throws IOException {
    assertThat(read().vectors()).isNull();
    assertThat(read("network.vectors = minilm", "network.vectors.width = 64").vectors())
        .isEqualTo(new VectorsConfig(VectorsConfig.ClassPathEncoder.MINILM, 64));
    assertThat(read("network.vectors = dev.jsonl").vectors())
        .isEqualTo(
            new VectorsConfig(
                new VectorsConfig.VectorFile(
                    directory.resolve("dev.jsonl"), 50_000, "unknown", "unknown"),
                100));
  }

  @Test
  void shouldTellWhatIsNotThePreset() throws IOException {
    TrainConfig config =
        read("network.hidden.size = 200", "training.clip = 5.0", "training.warm.up = 0.10");

    assertThat(config.changed())
        .containsOnly(
            entry("data.train", "train.jsonl"),
            entry("data.dev", "dev.jsonl"),
            entry("training.warm.up", "0.10"));
  }

  @Test
  void shouldReadEveryPartOfANetwork() throws IOException {
    TrainConfig config =
        read(
            "network.affix.longest = 0",
            "network.characters = lstm",
            "network.character.hidden.size = 25",
            "network.cell = gru",
            "network.direction = forward",
            "network.layers = 3",
            "network.residual = true",
            "network.hidden.size = 64",
            "network.slots.decoder = softmax",
            "network.class.pooling = max",
            "network.class.to.slots = true");

    assertThat(config.network())
        .isEqualTo(
            new NetworkConfig(
                new NetworkConfig.Words(2, 100, 0, 16_384, 16),
                new NetworkConfig.Characters(CharacterKind.LSTM, 20, 30, 100, 25),
                new RecurrentStack(Cell.GRU, Direction.FORWARD, 3, true, 64),
                new NetworkConfig.Heads(DecoderKind.SOFTMAX, ClassPooling.MAX, 100, true)));
  }

  @Test
  void shouldSmoothTheTagsOfASoftmaxHead() throws IOException {
    TrainConfig config = read("network.slots.decoder = softmax", "training.tag.smoothing = 0.1");

    assertThat(config.training().optimization().smoothing().tags()).isEqualTo(0.1);
  }

  @Test
  void shouldLookForDataWhereItIsTold() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createFile(elsewhere.resolve("train.jsonl"));
    Files.createFile(elsewhere.resolve("dev.jsonl"));

    TrainConfig config = TrainConfig.read(write("bundle.examples = examples.txt"), elsewhere);

    assertThat(config.data().sets().get(0).files().train())
        .containsExactly(elsewhere.resolve("train.jsonl"));
    assertThat(config.bundle().examples()).isEqualTo(directory.resolve("examples.txt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network.hiden.size = 3|there is no key 'network.hiden.size'; the nearest is"
            + " 'network.hidden.size'",
        "training.epochs = many|training.epochs: expected a whole number from 1 to 10000, found"
            + " 'many'",
        "training.epochs = 0|training.epochs: expected a whole number from 1 to 10000, found '0'",
        "training.dropout.input = 1|training.dropout.input: expected a number from 0.0 to 0.9,"
            + " found '1'",
        "training.patience = -1|training.patience: expected a whole number from 0 to 10000, found"
            + " '-1'",
        "training.class.loss = 0|training.class.loss: expected a number from 0.001 to 1000",
        "training.consistency = -1|training.consistency: expected a number from 0",
        "training.truncation = -1|training.truncation: expected a whole number from 0",
        "training.optimizer = sgd|training.optimizer: expected one of [adam, adamw], found 'sgd'",
        "training.weight.decay = 2|training.weight.decay: expected a number from 0.0 to 1.0",
        "training.decay = steps|training.decay: expected one of [cosine, linear, constant]",
        "training.label.smoothing = 1|training.label.smoothing: expected a number from 0.0 to 0.9",
        "training.tag.smoothing = 0.1|training.tag.smoothing: expected 0 with a CRF",
        "training.tag.smoothing = 1|training.tag.smoothing: expected a number from 0.0 to 0.9",
        "training.class.weights = all|training.class.weights: expected one of [none, balanced]",
        "training.swap.share = 2|training.swap.share: expected a number from 0.0 to 1.0",
        "training.swap.within = label|training.swap.within: expected one of [data, class]",
        "training.prefix.share = 2|training.prefix.share: expected a number from 0.0 to 1.0",
        "training.plain.share = -1|training.plain.share: expected a number from 0.0 to 1.0",
        "training.lower.share = 2|training.lower.share: expected a number from 0.0 to 1.0",
        "training.upper.share = 2|training.upper.share: expected a number from 0.0 to 1.0",
        "training.unpunctuated.share = 2|training.unpunctuated.share: expected a number from 0.0",
        "data.dev.use = both|data.dev.use: expected one of [as-is, by-text], found 'both'",
        "network.vectors = minlm|network.vectors: expected none, minilm or a file, found 'minlm'",
        "network.vectors.width = 0|network.vectors.width: expected a whole number from 1 to 1024",
        "network.vectors.limit = all|network.vectors.limit: expected a whole number from 1 to",
        "data.test = lost.jsonl|data.test: expected a file, found none at",
        "data.test = .|data.test: expected a file, found a directory at",
        "data.train =|expected a value for data.train, found none; write data.train=...",
        "network.cell = elman|network.cell: expected one of [lstm, gru, rnn], found 'elman'",
        "network.direction = back|expected one of [forward, bidirectional], found 'back'",
        "network.layers = 0|network.layers: expected a whole number from 1 to 16, found '0'",
        "network.residual = yes|network.residual: expected true or false, found 'yes'",
        "network.affix.longest = 9|expected a whole number from 0 to 8, found '9'",
        "network.characters = cnn|expected one of [convolution, lstm, none], found 'cnn'",
        "network.character.hidden.size = 0|expected a whole number from 1 to 1024, found '0'",
        "network.slots.decoder = viterbi|expected one of [crf, softmax], found 'viterbi'",
        "network.class.pooling = sum|expected one of [attention, mean, max, first, pooler], found 'sum'",
        "network.class.to.slots = 1|network.class.to.slots: expected true or false, found '1'",
        "network.encoder = lstm|network.encoder: expected one of [recurrent, bert], found 'lstm'",
        "network.class.pooling = first|network.class.pooling: expected attention, mean or max of"
            + " recurrent layers, whose first word has read no other, found first",
        "network.weights = minilm|network.weights: expected it only with network.encoder=bert,"
            + " found it with recurrent; remove the key",
        "bundle.weights = fp16|bundle.weights: expected it only with network.encoder=bert",
        "network.max.pieces = 9|network.max.pieces: expected it only with network.encoder=bert",
        "training.layer.decay = 1|training.layer.decay: expected it only with",
        "bundle.name = \\uZZ|expected properties, found",
      })
  void shouldSayWhatIsWrong(String line, String message) throws IOException {
    Path file = write(line);

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("train.properties")
        .hasMessageContaining(message);
  }

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

  @Test
  void shouldLetTheCommandLineHaveTheLastWord() throws IOException {
    Path file = write("training.seed = 2", "training.epochs = 3", "training.clip = 4");

    TrainConfig config =
        TrainConfig.read(
            file,
            null,
            Map.of("training.seed", "7", "training.clip", "", "data.test", "dev.jsonl"));

    assertThat(config.training().seed()).isEqualTo(7);
    assertThat(config.training().epochs()).isEqualTo(3);
    assertThat(config.training().optimization().clip()).as("the preset").isEqualTo(5);
    assertThat(config.data().sets().get(0).files().test()).hasSize(1);
    assertThat(config.changed())
        .contains(entry("training.seed", "7"), entry("data.test", "dev.jsonl"))
        .doesNotContainKey("training.clip");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.sed|2|--set: there is no key 'training.sed'; the nearest is 'training.seed'",
        "training.seed|-1|--set: training.seed: expected a whole number from 0 to 2147483647",
        "data.train||--set: expected a value for data.train, found none; write data.train=...",
        "data.sets|a.b|--set: data.sets: expected different names of letters, digits and hyphens",
        "data.dev|lost|--set: data.dev: expected a file, found none at",
      })
  void shouldNameTheCommandLineAsThePlaceOfAMistake(String key, String value, String message)
      throws IOException {
    Path file = write();
    Map<String, String> overrides = Map.of(key, value == null ? "" : value);

    assertThatThrownBy(() -> TrainConfig.read(file, null, overrides))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void shouldRefuseToReadClassesInChunksThatComeBeforeThem() throws IOException {
    Path file = write("training.truncation = 64", "network.class.to.slots = true");

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("training.truncation: expected 0 with network.class.to.slots")
        .hasMessageContaining("found '64'");
  }

  @Test
  void shouldReadHowStreamsAreLearned() throws IOException {
    TrainConfig config =
        read(
            "bundle.stream.right.context = 0",
            "training.stream.turns = 9",
            "training.stream.cut = 0.25");

    assertThat(config.bundle().rightContext()).isZero();
    assertThat(config.training().streams()).isEqualTo(new StreamConfig(9, 0.25, 0));
    assertThat(config.changed()).containsEntry("bundle.stream.right.context", "0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.stream.cut = 0.3 | training.stream.cut: expected 0 where the bundle is not for"
            + " streams; set bundle.stream.right.context, found '0.3'",
        "data.streams = shuffled | bundle.stream.right.context: expected it beside data.streams, for"
            + " without it a bundle reads no streams, found none; set it",
        "bundle.stream.right.context = -1 | bundle.stream.right.context: expected a whole number"
            + " from 0 to 64, found '-1'",
        "bundle.stream.right.context = 65 | bundle.stream.right.context: expected a whole number"
            + " from 0 to 64, found '65'",
        "training.stream.turns = 0 | training.stream.turns: expected a whole number from 1 to"
            + " 100000, found '0'",
      })
  void shouldRefuseSettingsOfStreams(String line, String message) throws IOException {
    Path file = write(line);

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"network.class.pooling = max", "network.class.to.slots = true"})
  void shouldRefuseStreamsOfANetworkThatCannotReadThem(String line) throws IOException {
    Path file = write(line, "bundle.stream.right.context = 4");

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("bundle.stream.right.context: expected it only")
        .hasMessageContaining(line.substring(0, line.indexOf(' ')))
        .hasMessageContaining("remove the key");
  }

  @Test
  void shouldRefuseMoreWaysOfWritingThanThereAreSentences() throws IOException {
    Path file = write("training.plain.share = 0.7", "training.upper.share = 0.4");

    assertThatThrownBy(() -> TrainConfig.read(file, null))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("training.plain.share: expected at most 1 together with")
        .hasMessageContaining("found '1.1");
  }

  private TrainConfig read(String... lines) throws IOException {
    return TrainConfig.read(write(lines), null);
  }

  private Path write(String... lines) throws IOException {
    List<String> all = new ArrayList<>(SMALLEST);
    all.addAll(List.of(lines));
    return Files.write(directory.resolve("train.properties"), all);
  }
}
