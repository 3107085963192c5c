package io.tagstream.training.transformer.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.compact.WeightStorage;
import io.tagstream.model.transformer.PieceTokenizer;
import io.tagstream.training.config.VectorsConfig.ClassPathEncoder;
import io.tagstream.training.onnx.Dense;
import io.tagstream.training.onnx.Matrix;
import io.tagstream.training.onnx.SlotHeadWeights;
import io.tagstream.training.onnx.TransformerGraphWeights;
import io.tagstream.training.onnx.TransformerGraphWriter;
import io.tagstream.training.onnx.TransformerRows;
import io.tagstream.training.transformer.weights.EncoderConfig;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainedEncoderTest {
  private static final List<String> TEXTS =
      List.of(
          "play something by the quiet lanterns",
          "rain",
          "will it snow in oslo tomorrow morning , or is that unbelievably far-fetched ?",
          "book a table for two at a brasserie that serves eisbein in ne");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldSayWhatTheOriginalSays() throws IOException {
    ClassPathEncoder minilm = ClassPathEncoder.MINILM;
    byte[] original = bytes(minilm.graph());
    PretrainedEncoder encoder;
    try (InputStream graph = stream(minilm.graph())) {
      encoder =
          PretrainedEncoder.ofGraph(
              "minilm", graph, EncoderConfig.bert(12), bytes(minilm.tokenizer()));
    }
    assertThat(encoder.weights().shape())
        .isEqualTo(
            new TransformerShape(30_522, 512, 2, 6, 12, 384, 1_536, 1e-12, PositionKind.LEARNED));
    List<int[]> rows = rows(encoder);
    byte[] written =
        TransformerGraphWriter.write(
            new TransformerGraphWeights(
                encoder.weights(), new SlotHeadWeights(identity(), null), null),
            WeightStorage.FP32);
    try (TransformerRows theirs = new TransformerRows(original);
        TransformerRows ours = new TransformerRows(written)) {
      List<float[][]> found = ours.run("tag_logits", rows);
      List<float[][]> expected = theirs.run("output_0", rows);
      for (int row = 0; row < rows.size(); row++) {
        for (int piece = 0; piece < rows.get(row).length; piece++) {
          assertThat(found.get(row)[piece])
              .containsExactly(expected.get(row)[piece], within(1e-5f));
        }
        assertThat(ours.run("tag_logits", rows.subList(row, row + 1)).get(0))
            .as("the same bits alone")
            .isDeepEqualTo(found.get(row));
      }
    }
  }

  @Test
  void shouldNameTheTokenizerThatDoesNotFit() throws IOException {
    ClassPathEncoder minilm = ClassPathEncoder.MINILM;
    try (InputStream graph = stream(minilm.graph())) {
      assertThatThrownBy(
              () ->
                  PretrainedEncoder.ofGraph(
                      "minilm", graph, EncoderConfig.bert(12), "{}".getBytes(UTF_8)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("tokenizer.json beside minilm: expected")
          .hasMessageContaining("; save it with the model");
    }
  }

  @Test
  void shouldNameTheFileThatIsMissing() {
    assertThatThrownBy(() -> PretrainedEncoder.inDirectory(directory))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "expected config.json, tokenizer.json and one of model.safetensors, model.onnx, onnx/model.onnx there, found no config.json; fetch it, too");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model_type\":\"gpt2\"}|'model_type': expected [bert, distilbert] or [roberta,",
        "{\"hidden_act\":\"relu\",\"num_attention_heads\":2}|'hidden_act': expected gelu, found relu",
        "{\"position_embedding_type\":\"relative_key\"}|'position_embedding_type': expected absolute",
        "{\"model_type\":\"bert\"}|'num_attention_heads': expected a positive number, found 0",
        "no JSON|config.json: expected JSON, found none",
      })
  void shouldRefuseWhatIsComputedOtherwise(String config, String message) throws IOException {
    Files.writeString(directory.resolve("config.json"), config);

    assertThatThrownBy(() -> PretrainedEncoder.inDirectory(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private static List<int[]> rows(PretrainedEncoder encoder) throws IOException {
    List<int[]> rows = new ArrayList<>();
    try (PieceTokenizer tokenizer = PieceTokenizer.open(encoder.tokenizerJson())) {
      for (String text : TEXTS) {
        int[] pieces =
            List.of(text.split(" ", -1)).stream()
                .flatMapToInt(word -> Arrays.stream(tokenizer.pieces(word)))
                .toArray();
        rows.add(tokenizer.single().row(pieces).ids());
      }
    }
    return rows;
  }

  /** A head that says what it reads. */
  private static Dense identity() {
    float[] values = new float[384 * 384];
    for (int i = 0; i < 384; i++) {
      values[i * 384 + i] = 1;
    }
    return new Dense(new Matrix(384, 384, values), new float[384]);
  }

  private static InputStream stream(String resource) {
    return Objects.requireNonNull(PretrainedEncoderTest.class.getResourceAsStream(resource));
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream stream = stream(resource)) {
      return stream.readAllBytes();
    }
  }
}
