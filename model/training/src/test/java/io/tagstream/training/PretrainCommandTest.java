package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.transformer.PieceTokenizer;
import io.tagstream.training.checkpoint.PretrainingDirectory;
import io.tagstream.training.config.PretrainConfig;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.report.PretrainingHistory;
import io.tagstream.training.transformer.PretrainingScores;
import io.tagstream.training.transformer.source.PretrainedEncoder;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@RequiresLibtorch
class PretrainCommandTest {
  private static final List<String> FILES =
      List.of(
          "config.json",
          "model.safetensors",
          "report.html",
          "tokenizer.json",
          "tokenizer_config.json");

  /** Columns of an evaluation: step, two losses, perplexity. */
  private static final Pattern EVALUATION =
      Pattern.compile("(?m)^ +(\\d+) +([\\d.]+|-) +([\\d.]+) +([\\d.]+) ");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(1);
    List<String> nouns = List.of("river", "boat", "lady", "horse", "garden", "letter");
    List<String> verbs = List.of("crosses", "sees", "follows", "leaves");
    for (int i = 0; i < 3; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 120; j++) {
        text.append("The ").append(nouns.get(random.nextInt(6)));
        text.append(' ').append(verbs.get(random.nextInt(4)));
        text.append(" the ").append(nouns.get(random.nextInt(6))).append(". ");
      }
      Files.writeString(directory.resolve("text" + i + ".txt"), text);
    }
    Files.writeString(
        directory.resolve("my.properties"),
        """
        data.text = .
        vocabulary.size = 100
        network.layers = 1
        network.hidden.size = 16
        network.heads = 2
        network.intermediate.size = 32
        network.longest.row = 24
        training.steps = 90
        training.batch.size = 8
        training.learning.rate = 0.01
        training.evaluation.steps = 30
        training.evaluation.rows = 32
        """);
  }

  @Test
  void shouldWriteAnEncoderThatNamesHiddenPiecesBetterThanAtFirst() throws IOException {
    assertThat(pretrain("encoder", "--set", "training.evaluation.steps=45"))
        .as(err.toString())
        .isZero();
    assertThat(pretrain("begin", "--set", "training.steps=0")).isZero();

    Path encoder = directory.resolve("encoder");
    assertThat(names(encoder)).containsExactlyElementsOf(FILES);
    List<MatchResult> evaluations = EVALUATION.matcher(err.toString()).results().toList();
    assertThat(evaluations).extracting(each -> each.group(1)).containsExactly("45", "90", "0");
    assertThat(perplexity(evaluations.get(2))).isBetween(70.0, 110.0);
    assertThat(perplexity(evaluations.get(1))).isLessThan(20);
    JsonNode config = new ObjectMapper().readTree(encoder.resolve("config.json").toFile());
    try (PieceTokenizer tokenizer =
        PieceTokenizer.open(Files.readAllBytes(encoder.resolve("tokenizer.json")))) {
      assertThat(config.path("vocab_size").asInt()).isEqualTo(tokenizer.vocabularySize());
      assertThat(tokenizer.pieces("River")).hasSize(1);
    }
    TransformerWeights read = PretrainedEncoder.inDirectory(encoder).weights();
    assertThat(read.shape())
        .isEqualTo(
            new TransformerShape(
                read.shape().vocabulary(), 24, 2, 1, 2, 16, 32, 1e-12, PositionKind.LEARNED));
    assertThat(Files.readString(encoder.resolve("report.html")))
        .contains("Pre-training report", "perplexity", "<svg");
    assertThat(directory.resolve("encoder.training")).doesNotExist();
  }

  @Test
  void shouldSayWhatItIsHeldAgainst() throws IOException {
    assertThat(pretrain("encoder", "--set", "training.steps=1")).as(err.toString()).isZero();

    assertThat(err.toString())
        .containsPattern(
            "\\d+ held-out rows with \\d+ hidden pieces, 0.0 % of them unknown; guessing by frequency has a perplexity of \\d")
        .contains("warning: with fewer than 2,000 hidden pieces");
    assertThat(Files.readString(directory.resolve("encoder/report.html")))
        .contains("that of guessing by frequency");
  }

  @Test
  void shouldWriteTheEncoderAsItBegins() throws IOException {
    assertThat(pretrain("begin", "--set", "training.steps=0")).as(err.toString()).isZero();
    assertThat(pretrain("later", "--set", "training.steps=1")).as(err.toString()).isZero();

    assertThat(err.toString()).containsPattern("(?m)^ +0 +- +\\d");
    assertThat(names(directory.resolve("begin"))).containsExactlyElementsOf(FILES);
    assertThat(directory.resolve("begin/tokenizer.json"))
        .hasSameBinaryContentAs(directory.resolve("later/tokenizer.json"));
    TransformerWeights begin = weights("begin");
    TransformerWeights later = weights("later");
    assertThat(begin.shape()).isEqualTo(later.shape());
    // Random numbers around 0, and a first step of the rate away from them.
    float[] table = begin.values(BertNames.PIECES);
    float[] moved = later.values(BertNames.PIECES);
    double squares = 0;
    double farthest = 0;
    for (int i = 0; i < table.length; i++) {
      squares += table[i] * table[i];
      farthest = Math.max(farthest, Math.abs(moved[i] - table[i]));
    }
    assertThat(Math.sqrt(squares / table.length)).isCloseTo(0.02, within(0.003));
    assertThat(farthest).isCloseTo(0.01, within(1e-4));
  }

  @Test
  void shouldTellTransformersWhetherLettersAreMadeSmall() throws IOException {
    pretrain("small", "--set", "training.steps=0");
    pretrain("as-written", "--set", "training.steps=0", "--set", "vocabulary.lower.case=false");

    JsonNode small = tokenizerConfig("small");
    assertThat(small.path("tokenizer_class").asText()).isEqualTo("BertTokenizerFast");
    assertThat(small.path("model_max_length").asInt()).isEqualTo(24);
    assertThat(small.path("do_lower_case").asBoolean()).isTrue();
    JsonNode asWritten = tokenizerConfig("as-written");
    assertThat(asWritten.path("do_lower_case").asBoolean(true)).isFalse();
    assertThat(asWritten.path("strip_accents").asBoolean(true)).isFalse();
  }

  private JsonNode tokenizerConfig(String name) throws IOException {
    Path file = directory.resolve(name).resolve("tokenizer_config.json");
    return new ObjectMapper().readTree(file.toFile());
  }

  private static double perplexity(MatchResult evaluation) {
    return Double.parseDouble(evaluation.group(4));
  }

  private TransformerWeights weights(String name) throws IOException {
    return PretrainedEncoder.inDirectory(directory.resolve(name)).weights();
  }

  @Test
  void shouldWriteTheBytesOfAPreTrainingThatWasNotInterrupted() throws IOException {
    pretrain("whole");
    interruptAfter(70, "halves");

    assertThat(pretrain("halves")).isEqualTo(2);
    assertThat(err.toString()).contains("halves.training; add --resume");
    assertThat(pretrain("halves", "--set", "training.seed=2", "--resume")).isEqualTo(2);
    assertThat(err.toString()).contains("training.seed was the preset, is 2");
    assertThat(pretrain("halves", "--resume")).as(err.toString()).isZero();

    assertThat(err.toString()).contains("going on after step 60");
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      assertThat(directory.resolve("halves").resolve(name))
          .hasSameBinaryContentAs(directory.resolve("whole").resolve(name));
    }
    assertThat(directory.resolve("halves.training")).doesNotExist();
  }

  private void interruptAfter(int steps, String name) throws IOException {
    PretrainConfig config = PretrainConfig.read(directory.resolve("my.properties"), null, Map.of());
    PretrainingDirectory unfinished = PretrainingDirectory.beside(directory.resolve(name));
    try (Interruption interruption = new Interruption(() -> {})) {
      PretrainingRun run =
          new PretrainingRun(
              config, new Stopping(steps, interruption), new PrintWriter(new StringWriter()));
      assertThatThrownBy(() -> run.run(unfinished, interruption))
          .isInstanceOf(TrainingInterruptedException.class);
    }
  }

  /** Asks a pre-training to stop after some steps. */
  private record Stopping(int steps, Interruption interruption) implements PretrainingListener {
    @Override
    public void resumed(PretrainingHistory history) {}

    @Override
    public void stepped(long step, double progress, PretrainingScores learned) {
      if (step == steps) {
        interruption.request();
      }
    }

    @Override
    public void evaluated(PretrainingHistory.Evaluation evaluation, double progress) {}
  }

  @Test
  void shouldSayWhatIsWrongWithTheConfiguration() throws IOException {
    Files.writeString(directory.resolve("short.txt"), "The river sees the boat.");
    assertThat(pretrain("encoder", "--set", "network.heads=3")).isEqualTo(2);
    assertThat(err.toString()).contains("network.heads: expected a divisor of");

    assertThat(pretrain("encoder", "--set", "data.text=text1.txt")).isEqualTo(2);
    assertThat(err.toString()).contains("name at least two files");

    assertThat(pretrain("encoder", "--set", "data.dev=short.txt")).isEqualTo(2);
    assertThat(err.toString()).contains("at least two sentences", "found 1; give more text");

    assertThat(pretrain("encoder", "--set", "network.cell=lstm")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no key 'network.cell'");
  }

  private int pretrain(String name, String... more) {
    CommandLine line = new CommandLine(new PretrainCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] arguments = new String[4 + more.length];
    arguments[0] = "--config";
    arguments[1] = directory.resolve("my.properties").toString();
    arguments[2] = "--out";
    arguments[3] = directory.resolve(name).toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return line.execute(arguments);
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
