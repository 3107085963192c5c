package io.tagstream.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.reference.ExportCopy;
import io.tagstream.model.reference.ReferenceModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceExportTest {
  /**
   * A graph with a tensor whose numbers lie in a file; behind another one, it is merged with it.
   */
  private static final byte[] EXTERNAL_TENSOR = {0x3A, 0x04, 0x2A, 0x02, 0x70, 0x01};

  private Path directory;
  private ExportCopy export;

  @BeforeEach
  void copy(@TempDir Path parent) throws IOException {
    directory = parent.resolve("my model");
    export = ExportCopy.of(ReferenceModel.BERT_TOKEN, directory);
  }

  private BundleDescriptor descriptor() {
    return Bundles.open(directory.toString()).descriptor();
  }

  @Test
  void shouldTakeLabelsAndLimitsFromTheFiles() {
    BundleDescriptor read = descriptor();

    assertThat(read.name()).isEqualTo("my-model");
    assertThat(read.version()).matches("[0-9a-f]{12}");
    assertThat(Objects.requireNonNull(read.heads().slots()).labels())
        .containsExactly("B-PER", "I-PER", "O", "B-LOC", "I-LOC", "B-MISC", "I-MISC");
    assertThat(((Transformer) read.encoder()).maxPieces()).isEqualTo(64);
  }

  @Test
  void shouldLeaveRoomForThePositionsBeforeTheFirst(@TempDir Path other) throws IOException {
    Path roberta = other.resolve("roberta");
    ExportCopy.of(ReferenceModel.ROBERTA_TOKEN, roberta).without("tokenizer_config.json");

    assertThat(((Transformer) Bundles.open(roberta.toString()).descriptor().encoder()).maxPieces())
        .isEqualTo(64);
  }

  @Test
  void shouldFindTheGraphInTheFolderOfAHubRepository() throws IOException {
    Files.createDirectory(directory.resolve("onnx"));
    Files.move(directory.resolve("model.onnx"), directory.resolve("onnx/model.onnx"));

    assertThat(descriptor().files()).containsKey("model.onnx");
  }

  private void assertRefused(Reason reason, String... parts) {
    assertThatThrownBy(() -> Bundles.open(directory.toString()).tagger().close())
        .isInstanceOfSatisfying(
            BundleException.class,
            refusal -> assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason))
        .hasMessageContaining("my model")
        .hasMessageContaining("expected ")
        .hasMessageContaining("found ")
        .hasMessageContainingAll(parts);
  }

  @Test
  void shouldRefuseAnExportWithoutGraph() throws IOException {
    export.without("model.onnx");

    assertRefused(Reason.MISSING_FILE, "model.onnx", "only config.json", "optimum-cli");
  }

  @Test
  void shouldRefuseTheVocabularyOfASlowTokenizer() throws IOException {
    export.without("tokenizer.json").with("vocab.txt", new byte[] {'a', '\n'});

    assertRefused(Reason.MISSING_FILE, "tokenizer.json", "vocab.txt", "save the fast tokenizer");
  }

  @Test
  void shouldSayOnceWhatWasExpectedOfATokenizer() throws IOException {
    for (String content :
        List.of("{}", "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0}}}", "?")) {
      export.with("tokenizer.json", content.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> Bundles.open(directory.toString()).tagger())
          .isInstanceOf(BundleException.class)
          .hasMessageMatching("(?s).*my model/tokenizer.json: expected .*, found .*; save it .*")
          .hasMessageNotContaining("found expected");
    }
  }

  @Test
  void shouldRefuseAGraphWhoseNumbersLieInAnotherFile() throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    graph.write(Files.readAllBytes(directory.resolve("model.onnx")));
    graph.write(EXTERNAL_TENSOR);
    export.with("model.onnx", graph.toByteArray());

    assertRefused(Reason.EXTERNAL_DATA, "save the model in one file");
  }

  @Test
  void shouldRefuseMoreLabelsThanTheGraphScores() throws IOException {
    export.config(config -> config.withObject("id2label").put("7", "B-ORG"));

    assertRefused(Reason.LABEL_COUNT_MISMATCH, "8 scores", "7", "different models");
  }

  @Test
  void shouldRefuseFewerLabelsThanTheGraphScores() throws IOException {
    export.config(config -> config.withObject("id2label").remove("6"));

    assertRefused(Reason.LABEL_COUNT_MISMATCH, "6 scores", "7", "different models");
  }

  @Test
  void shouldRefuseLabelsWithAGap() throws IOException {
    export.config(config -> config.withObject("id2label").remove("2"));

    assertRefused(Reason.BAD_LABELS, "id2label", "none for 2");
  }

  @Test
  void shouldRefuseTwoLabelsOfOneNumber() throws IOException {
    export.config(config -> config.withObject("id2label").put("02", "B-ORG"));

    assertRefused(Reason.BAD_LABELS, "id2label", "two for 2");
  }

  @Test
  void shouldRefuseALabelOfTwoNumbers() throws IOException {
    export.config(config -> config.withObject("id2label").put("6", "O"));

    assertRefused(Reason.BAD_LABELS, "my model/config.json id2label", "'O' twice");
  }

  @Test
  void shouldNameGraphsUnderOtherNames() throws IOException {
    Files.move(directory.resolve("model.onnx"), directory.resolve("model_quantized.onnx"));
    Files.createDirectory(directory.resolve("onnx"));
    Files.createFile(directory.resolve("onnx/model_int8.onnx"));

    assertRefused(
        Reason.MISSING_FILE,
        "only model_quantized.onnx, onnx/model_int8.onnx",
        "copy one of these to model.onnx");
  }

  @Test
  void shouldNameTheDirectoryThatWasMeant() {
    assertThatThrownBy(() -> Bundles.open(directory.resolve("..").normalize().toString()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("config.json of an export")
        .hasMessageContaining("neither, but one of them in " + directory);
  }

  @Test
  void shouldRefuseAModelThatWritesText() throws IOException {
    export.config(
        config -> {
          config.put("model_type", "gpt2");
          config.putArray("architectures").add("GPT2LMHeadModel");
        });

    assertRefused(Reason.MALFORMED_DESCRIPTOR, "architectures", "GPT2LMHeadModel");
  }

  @Test
  void shouldRefuseAnArchitectureItDoesNotKnow() throws IOException {
    export.config(
        config -> {
          config.put("model_type", "deberta-v2");
          config.putArray("architectures").add("DebertaV2ForTokenClassification");
        });

    assertRefused(Reason.MALFORMED_DESCRIPTOR, "model_type", "bert, distilbert", "deberta-v2");
  }

  @Test
  void shouldRefuseATaskThatDoesNotFitTheGraph() throws IOException {
    export.config(config -> config.putArray("architectures").add("BertForSequenceClassification"));

    assertRefused(Reason.BAD_GRAPH, "'logits'", "2 dimensions", "--task");
  }

  @Test
  void shouldRefuseTheTokenizerOfAnotherModel() throws IOException {
    export.with(
        "tokenizer.json",
        Files.readAllBytes(ReferenceModel.ROBERTA_TOKEN.directory().resolve("tokenizer.json")));

    assertRefused(Reason.BAD_GRAPH, "different models");
  }

  @Test
  void shouldRefuseLongerRowsThanTheGraphReads() throws IOException {
    export.without("tokenizer_config.json");
    export.config(config -> config.put("max_position_embeddings", 512));

    assertRefused(Reason.BAD_GRAPH, "512 pieces");
  }

  @Test
  void shouldRefuseLongerRowsThanAGraphReadsThatCountsNoPadding(@TempDir Path directory)
      throws IOException {
    ExportCopy roberta = ExportCopy.of(ReferenceModel.ROBERTA_TOKEN, directory);
    roberta.without("tokenizer_config.json");
    roberta.config(config -> config.put("max_position_embeddings", 514));

    assertThatThrownBy(() -> Bundles.open(roberta.directory().toString()).tagger().close())
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("512 pieces");
  }

  @Test
  void shouldRefuseRowsWithoutRoom() throws IOException {
    export.config(config -> config.put("max_position_embeddings", 3));

    assertRefused(Reason.MALFORMED_DESCRIPTOR, "max_position_embeddings", "at least 8 pieces");
  }

  @Test
  void shouldNameTwoLabelsThatNobodyNamed() throws IOException {
    export.config(config -> config.remove("id2label"));

    assertRefused(Reason.LABEL_COUNT_MISMATCH, "2 scores", "set id2label in config.json");
  }

  @Test
  void shouldRefuseRegression() throws IOException {
    export.config(config -> config.put("problem_type", "regression"));

    assertRefused(Reason.MALFORMED_DESCRIPTOR, "problem_type", "regression");
  }
}
