package io.tagstream.training.transformer.weights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNamesTest {

  @ParameterizedTest
  @CsvSource({
    "embeddings.word_embeddings.weight, embeddings.word_embeddings.weight",
    "bert.embeddings.LayerNorm.gamma, embeddings.LayerNorm.weight",
    "roberta.encoder.layer.3.output.dense.bias, encoder.layer.3.output.dense.bias",
    "0.auto_model.encoder.layer.0.attention.self.key.weight,"
        + " encoder.layer.0.attention.self.key.weight",
    "distilbert.transformer.layer.1.attention.q_lin.weight,"
        + " encoder.layer.1.attention.self.query.weight",
    "distilbert.transformer.layer.1.attention.out_lin.bias,"
        + " encoder.layer.1.attention.output.dense.bias",
    "transformer.layer.1.sa_layer_norm.bias, encoder.layer.1.attention.output.LayerNorm.bias",
    "transformer.layer.1.ffn.lin1.weight, encoder.layer.1.intermediate.dense.weight",
    "transformer.layer.1.ffn.lin2.weight, encoder.layer.1.output.dense.weight",
    "transformer.layer.1.output_layer_norm.weight, encoder.layer.1.output.LayerNorm.weight",
  })
  void shouldKnowTheNamesOfOthers(String name, String bert) {
    assertThat(SourceNames.toBert(name)).isEqualTo(bert);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bert.pooler.dense.weight", "classifier.bias", "cls.predictions.decoder.weight"})
  void shouldLeaveHeadsOut(String name) {
    assertThat(SourceNames.toBert(name)).isNull();
  }

  @Test
  void shouldKnowEveryNameItGives() {
    TransformerShape shape =
        new TransformerShape(11, 7, 2, 2, 2, 6, 8, 1e-12, PositionKind.LEARNED);

    assertThat(shape.tensors().keySet())
        .allSatisfy(name -> assertThat(SourceNames.toBert("bert." + name)).isEqualTo(name));
  }
}
