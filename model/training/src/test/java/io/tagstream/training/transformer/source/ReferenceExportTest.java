package io.tagstream.training.transformer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.compact.WeightStorage;
import io.tagstream.training.onnx.Dense;
import io.tagstream.training.onnx.Matrix;
import io.tagstream.training.onnx.OnnxInitializers;
import io.tagstream.training.onnx.SlotHeadWeights;
import io.tagstream.training.onnx.TransformerGraphWeights;
import io.tagstream.training.onnx.TransformerGraphWriter;
import io.tagstream.training.onnx.TransformerRows;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.StoredTensor;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of each architecture, whose numbers PyTorch wrote down, as a source of weights. */
class ReferenceExportTest {
  private static final Path EXPORTS = Path.of("../inference/src/test/resources/reference");
  private static final List<String> FILES = List.of("config.json", "tokenizer.json", "model.onnx");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  /** A row of the texts, and what PyTorch says of each of its pieces. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, compared by nobody
  private record Case(int[] ids, float[][] logits) {}

  @ParameterizedTest
  @CsvSource({
    "bert-token, 600, 2",
    "distilbert-token, 600, 0",
    "roberta-token, 640, 1",
    "xlm-roberta-token, 605, 1",
  })
  void shouldSayWhatTheOriginalSays(String name, int vocabulary, int segments) throws IOException {
    Path export = EXPORTS.resolve(name);
    PretrainedEncoder encoder = PretrainedEncoder.inDirectory(export);
    assertThat(encoder.weights().shape())
        .usingRecursiveComparison()
        .ignoringFields("layerNormEpsilon")
        .isEqualTo(
            new TransformerShape(
                vocabulary, 64, segments, 2, 2, 16, 32, 1e-12, PositionKind.LEARNED));
    byte[] written =
        TransformerGraphWriter.write(
            new TransformerGraphWeights(
                encoder.weights(), new SlotHeadWeights(classifier(export), null), null),
            WeightStorage.FP32);
    List<Case> cases = cases(export);
    assertThat(cases).hasSizeGreaterThan(30);

    try (TransformerRows ours = new TransformerRows(written)) {
      List<float[][]> said = ours.run("tag_logits", cases.stream().map(Case::ids).toList());
      for (int row = 0; row < cases.size(); row++) {
        for (int piece = 0; piece < cases.get(row).ids().length; piece++) {
          assertThat(said.get(row)[piece])
              .as("row %d, piece %d", row, piece)
              .containsExactly(cases.get(row).logits()[piece], within(1e-4f));
        }
      }
    }
  }

  @Test
  void shouldFindAGraphInItsFolder() throws IOException {
    copy("bert-sequence");
    Files.createDirectory(directory.resolve("onnx"));
    Files.move(directory.resolve("model.onnx"), directory.resolve("onnx/model.onnx"));

    assertThat(PretrainedEncoder.inDirectory(directory).digest())
        .isEqualTo(PretrainedEncoder.inDirectory(EXPORTS.resolve("bert-sequence")).digest());

    Files.delete(directory.resolve("onnx/model.onnx"));
    assertThatThrownBy(() -> PretrainedEncoder.inDirectory(directory))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "one of model.safetensors, model.onnx, onnx/model.onnx there, found none of the last three; fetch it, too");
  }

  @Test
  void shouldSayWhatBecameOfTheMatrices() throws IOException {
    copy("bert-token");
    Path graph = directory.resolve("model.onnx");
    // As many bytes, so that everything else of the file holds.
    String bytes = Files.readString(graph, StandardCharsets.ISO_8859_1);
    Files.writeString(
        graph, bytes.replace("/MatMul_output_0", "/Joined_output_0"), StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> PretrainedEncoder.inDirectory(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(
            graph
                + ": expected the matrices of its layers by name, found none: the graph was optimised or quantised; take an export as it was before that, or model.safetensors");
  }

  private void copy(String export) throws IOException {
    for (String file : FILES) {
      Files.copy(EXPORTS.resolve(export).resolve(file), directory.resolve(file));
    }
  }

  private static Dense classifier(Path export) throws IOException {
    try (InputStream graph = Files.newInputStream(export.resolve("model.onnx"))) {
      Map<String, StoredTensor> tensors = OnnxInitializers.read(graph, "graph");
      StoredTensor weight = Objects.requireNonNull(tensors.get("model.classifier.weight"));
      StoredTensor bias = Objects.requireNonNull(tensors.get("model.classifier.bias"));
      return new Dense(
          new Matrix(weight.dimensions().get(0), weight.dimensions().get(1), weight.values()),
          bias.values());
    }
  }

  /**
   * Returns the texts that are read in one row. RoBERTa gives no position to padding, not even to
   * what somebody writes like it, which no sentence to learn from does.
   */
  private static List<Case> cases(Path export) throws IOException {
    List<Case> cases = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : Files.readAllLines(export.resolve("cases.jsonl"))) {
      JsonNode said = mapper.readTree(line);
      if (said.has("logits") && !said.path("text").asText().contains("<pad>")) {
        JsonNode ids = said.path("ids");
        cases.add(
            new Case(
                IntStream.range(0, ids.size()).map(piece -> ids.get(piece).asInt()).toArray(),
                mapper.convertValue(said.path("logits"), float[][].class)));
      }
    }
    return cases;
  }
}
