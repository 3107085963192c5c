package io.tagstream.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.training.config.NetworkConfig.CharacterKind;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.Dropout;
import io.tagstream.training.network.Optimization;
import io.tagstream.training.network.OptimizerKind;
import io.tagstream.training.network.RecurrentStack;
import io.tagstream.training.network.Smoothing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainConfigTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createFile(directory.resolve("examples.txt"));
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
    return new SmallestConfig(directory).read(lines);
  }

  private Path write(String... lines) throws IOException {
    return new SmallestConfig(directory).write(lines);
  }
}
