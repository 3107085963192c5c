package io.tagstream.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.config.RateConfig.Decay;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.transformer.TransformerDropout;
import io.tagstream.training.transformer.weights.EncoderOrigin;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainConfigTest {
  private static final Path PAGE = Path.of("../../docs/pre-training.md");

  /** A row: key, preset (empty if the key is required or its preset is told in words), meaning. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (?:`([^`]*)`|[^|]*) \\| [^|]+ \\|$");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(directory.resolve("texts"));
    Files.writeString(directory.resolve("held-out.txt"), "Held out.");
  }

  @Test
  void shouldHavePresets() throws IOException {
    PretrainConfig config = read("data.text = texts");

    assertThat(config.name()).isEqualTo("my-encoder");
    assertThat(config.origin()).isEqualTo(new EncoderOrigin("my-encoder", "unknown", "unknown"));
    assertThat(config.texts().paths()).containsExactly(directory.resolve("texts"));
    assertThat(config.texts().dev()).isEmpty();
    assertThat(config.texts().devShare()).isEqualTo(0.02);
    assertThat(config.vocabulary()).isEqualTo(new PretrainConfig.Vocabulary(8192, 2, true));
    assertThat(config.network().shape(500))
        .isEqualTo(new TransformerShape(500, 128, 2, 4, 4, 256, 1024, 1e-12, PositionKind.LEARNED));
    assertThat(config.training().steps()).isEqualTo(10_000);
    assertThat(config.training().minutes()).isZero();
    assertThat(config.training().rate()).isEqualTo(new RateConfig(5e-4, 0.05, Decay.LINEAR));
    assertThat(config.training().learning().dropout()).isEqualTo(new TransformerDropout(0.1, 0.1));
    assertThat(config.training().learning().device()).isEqualTo(ComputeDevice.AUTO);
    assertThat(config.changed()).containsOnlyKeys("data.text");
  }

  @Test
  void shouldReadWhatIsSaid() throws IOException {
    PretrainConfig config =
        read(
            "encoder.name = tales",
            "data.text = texts, held-out.txt",
            "data.dev = held-out.txt",
            "data.source = a library",
            "data.licence = public domain",
            "vocabulary.lower.case = false",
            "network.positions = sinusoidal",
            "training.minutes = 90",
            "training.decay = cosine");

    assertThat(config.name()).isEqualTo("tales");
    assertThat(config.texts().paths()).hasSize(2);
    assertThat(config.texts().dev()).containsExactly(directory.resolve("held-out.txt"));
    assertThat(config.texts().source()).isEqualTo("a library");
    assertThat(config.texts().licence()).isEqualTo("public domain");
    assertThat(config.origin())
        .isEqualTo(new EncoderOrigin("tales", "pre-trained on a library", "public domain"));
    assertThat(config.vocabulary().lowerCase()).isFalse();
    assertThat(config.network().positions()).isEqualTo(PositionKind.SINUSOIDAL);
    assertThat(config.training().minutes()).isEqualTo(90);
    assertThat(config.training().rate().decay()).isEqualTo(Decay.COSINE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.text = nowhere | data.text: expected a file, found none at",
        "data.dev = nowhere.txt | data.dev: expected a file, found none at",
        "data.dev.share = 0.9 | data.dev.share: expected a number from 1.0E-4 to 0.5, found '0.9'",
        "vocabulary.size = 3 | vocabulary.size: expected a whole number from 32 to",
        "vocabulary.minimum.count = 0 | vocabulary.minimum.count: expected a whole number from 1",
        "vocabulary.lower.case = no | vocabulary.lower.case: expected true or false",
        "network.layers = 0 | network.layers: expected a whole number from 1",
        "network.hidden.size = x | network.hidden.size: expected a whole number from 1",
        "network.heads = 3 | network.heads: expected a divisor of network.hidden.size, 256, found '3'",
        "network.intermediate.size = 0 | network.intermediate.size: expected a whole number",
        "network.positions = rotary | network.positions: expected one of [learned, sinusoidal]",
        "network.longest.row = 7 | network.longest.row: expected a whole number from 8",
        "training.steps = -1 | training.steps: expected a whole number from 0",
        "training.minutes = -1 | training.minutes: expected a whole number from 0",
        "training.batch.size = 0 | training.batch.size: expected a whole number from 1",
        "training.learning.rate = 2 | training.learning.rate: expected a number from",
        "training.warm.up = 1 | training.warm.up: expected a number from 0.0 to 0.9",
        "training.decay = steep | training.decay: expected one of [cosine, linear, constant]",
        "training.weight.decay = 2 | training.weight.decay: expected a number from 0.0 to 1.0",
        "training.clip = 0 | training.clip: expected a number from",
        "training.dropout.hidden = 1 | training.dropout.hidden: expected a number from 0.0 to 0.9",
        "training.dropout.attention = 1 | training.dropout.attention: expected a number from 0.0",
        "training.evaluation.steps = 0 | training.evaluation.steps: expected a whole number from 1",
        "training.evaluation.rows = 0 | training.evaluation.rows: expected a whole number from 1",
        "training.seed = x | training.seed: expected a whole number from 0",
        "training.device = tpu | training.device: expected one of [auto, cpu, cuda], found 'tpu'",
        "training.threads = 0 | training.threads: expected a whole number from 1",
        "training.epochs = 3 | there is no key 'training.epochs'; the nearest is",
        "network.cell = lstm | there is no key 'network.cell'",
      })
  void shouldRefuseWhatItDoesNotKnow(String line, String message) {
    assertThatThrownBy(() -> read("data.text = texts", line))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldAskForTexts() {
    assertThatThrownBy(() -> read("encoder.name = tales"))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContaining("expected a value for data.text, found none");
  }

  @Test
  void shouldTellEveryKeyOnceInTheOrderOfTheCode() throws IOException {
    assertThat(rows()).extracting(row -> row.group(1)).containsExactlyElementsOf(PretrainKey.all());
  }

  @Test
  void shouldTellThePresets() throws IOException {
    Settings settings = settings("data.text = texts");
    PretrainConfig.of(settings);
    Map<String, String> told = new LinkedHashMap<>();
    for (MatchResult row : rows()) {
      if (row.group(2) != null) {
        told.put(row.group(1), row.group(2));
      }
    }

    assertThat(told).hasSizeGreaterThan(20);
    told.forEach(
        (key, preset) -> assertThat(settings.presets()).as(key).containsEntry(key, preset));
  }

  private static List<MatchResult> rows() throws IOException {
    return new ArrayList<>(ROW.matcher(Files.readString(PAGE)).results().toList());
  }

  private PretrainConfig read(String... lines) throws IOException {
    return PretrainConfig.of(settings(lines));
  }

  private Settings settings(String... lines) throws IOException {
    Path file = directory.resolve("my-encoder.properties");
    Files.write(file, List.of(lines));
    return Settings.load(file, null, Map.of(), PretrainKey.all());
  }
}
