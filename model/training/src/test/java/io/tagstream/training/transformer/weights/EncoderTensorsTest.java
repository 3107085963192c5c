package io.tagstream.training.transformer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EncoderTensorsTest {
  private static final TransformerShape SHAPE =
      new TransformerShape(11, 7, 2, 2, 2, 6, 8, 1e-5, PositionKind.LEARNED);
  private static final TransformerWeights WEIGHTS = RandomTransformer.of(SHAPE, 5);
  private static final EncoderConfig CONFIG = new EncoderConfig(2, 1e-5, PositionKind.LEARNED, 0);

  @Test
  void shouldFindTheSizesInTheTensors() throws IOException {
    TransformerWeights read = EncoderTensors.of("file", tensors("bert.")).weights(CONFIG);

    assertThat(read.shape()).isEqualTo(SHAPE);
    WEIGHTS
        .tensors()
        .forEach((name, values) -> assertThat(read.values(name)).as(name).isEqualTo(values));
  }

  @Test
  void shouldLeaveOutThePositionsThatNoPieceTakes() throws IOException {
    EncoderConfig roberta = new EncoderConfig(2, 1e-5, PositionKind.LEARNED, 2);

    TransformerWeights read = EncoderTensors.of("file", tensors("roberta.")).weights(roberta);

    assertThat(read.shape().positions()).isEqualTo(5);
    assertThat(read.values(BertNames.POSITIONS)[0])
        .isEqualTo(WEIGHTS.values(BertNames.POSITIONS)[2 * SHAPE.hidden()]);
  }

  @Test
  void shouldSayWhatDoesNotFit() {
    Map<String, StoredTensor> other = tensors("");
    other.put(
        "encoder.layer.1.output.dense.weight", new StoredTensor(List.of(8, 6), new float[48]));
    assertThatThrownBy(() -> EncoderTensors.of("file", other).weights(CONFIG))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file: encoder.layer.1.output.dense.weight: expected a tensor of [6, 8], found one of [8, 6]");

    Map<String, StoredTensor> missing = tensors("");
    missing.remove("encoder.layer.0.attention.self.key.bias");
    assertThatThrownBy(() -> EncoderTensors.of("file", missing).weights(CONFIG))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file: encoder.layer.0.attention.self.key.bias: expected 6 numbers");

    EncoderConfig heads = new EncoderConfig(4, 1e-5, PositionKind.LEARNED, 0);
    assertThatThrownBy(() -> EncoderTensors.of("file", tensors("")).weights(heads))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("heads of the transformer: expected a divisor of the hidden size, 6");
  }

  @Test
  void shouldNotTakeATornEncoderForAShorterOne() {
    for (String torn : List.of("encoder.layer.0.", "encoder.layer.1.")) {
      Map<String, StoredTensor> tensors = tensors("");
      tensors.remove(torn + "attention.self.query.weight");

      assertThatThrownBy(() -> EncoderTensors.of("file", tensors).weights(CONFIG))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("'" + torn + "attention.self.query.weight', found none, but");
    }
  }

  @Test
  void shouldRefuseTablesWithoutRoom() {
    for (int first : new int[] {-4, 7, 601}) {
      EncoderConfig shifted = new EncoderConfig(2, 1e-5, PositionKind.LEARNED, first);
      assertThatThrownBy(() -> EncoderTensors.of("file", tensors("")).weights(shifted))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("to have a row " + first);
    }
    for (String table : List.of(BertNames.POSITIONS, BertNames.SEGMENTS)) {
      Map<String, StoredTensor> tensors = tensors("");
      tensors.put(table, new StoredTensor(List.of(), new float[1]));
      assertThatThrownBy(() -> EncoderTensors.of("file", tensors).weights(CONFIG))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("expected a matrix '" + table + "', found []");
    }
  }

  @Test
  void shouldRefuseACheckpointOfSomethingElse() {
    Map<String, StoredTensor> tensors =
        Map.of("transformer.h.0.attn.c_attn.weight", new StoredTensor(List.of(1), new float[1]));

    assertThatThrownBy(() -> EncoderTensors.of("file", tensors).weights(CONFIG))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file: expected a matrix 'embeddings.word_embeddings.weight', found none among 0 tensors"
                + " of an encoder; take the checkpoint of a BERT, DistilBERT or RoBERTa");
  }

  private static Map<String, StoredTensor> tensors(String prefix) {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    SHAPE
        .tensors()
        .forEach(
            (name, sizes) ->
                tensors.put(prefix + name, new StoredTensor(sizes, WEIGHTS.values(name))));
    tensors.put("cls.predictions.bias", new StoredTensor(List.of(11), new float[11]));
    return tensors;
  }
}
