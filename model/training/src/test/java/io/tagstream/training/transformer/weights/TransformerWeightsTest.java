package io.tagstream.training.transformer.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TransformerWeightsTest {
  private static final TransformerShape SHAPE =
      new TransformerShape(11, 7, 2, 2, 2, 6, 8, 1e-12, PositionKind.LEARNED);

  @Test
  void shouldNameTensorsAsBertDoes() {
    assertThat(SHAPE.tensors())
        .hasSize(5 + 2 * 16)
        .containsEntry("embeddings.word_embeddings.weight", List.of(11, 6))
        .containsEntry("embeddings.position_embeddings.weight", List.of(7, 6))
        .containsEntry("embeddings.token_type_embeddings.weight", List.of(2, 6))
        .containsEntry("embeddings.LayerNorm.bias", List.of(6))
        .containsEntry("encoder.layer.0.attention.self.query.weight", List.of(6, 6))
        .containsEntry("encoder.layer.1.attention.output.dense.bias", List.of(6))
        .containsEntry("encoder.layer.1.attention.output.LayerNorm.weight", List.of(6))
        .containsEntry("encoder.layer.1.intermediate.dense.weight", List.of(8, 6))
        .containsEntry("encoder.layer.1.output.dense.weight", List.of(6, 8))
        .containsEntry("encoder.layer.1.output.LayerNorm.weight", List.of(6));
  }

  @Test
  void shouldHaveNoTableOfSegmentsWithoutSegments() {
    TransformerShape shape =
        new TransformerShape(11, 7, 0, 1, 1, 6, 8, 1e-12, PositionKind.SINUSOIDAL);

    assertThat(shape.tensors()).hasSize(4 + 16).doesNotContainKey(BertNames.SEGMENTS);
  }

  @Test
  void shouldRefuseHeadsThatDoNotShareEvenly() {
    assertThatThrownBy(
            () -> new TransformerShape(11, 7, 2, 2, 4, 6, 8, 1e-12, PositionKind.LEARNED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "heads of the transformer: expected a divisor of the hidden size, 6, found 4; give other sizes");
  }

  @Test
  void shouldTakeWhatTheShapeHasInItsOrder() {
    Map<String, float[]> tensors = tensors();
    tensors.put("pooler.dense.weight", new float[36]);

    assertThat(new TransformerWeights(SHAPE, tensors).tensors().keySet())
        .containsExactlyElementsOf(SHAPE.tensors().keySet());
  }

  @Test
  void shouldRefuseTensorsThatAreMissingOrOfAnotherSize() {
    Map<String, float[]> missing = tensors();
    missing.remove(BertNames.PIECES);
    Map<String, float[]> shorter = tensors();
    shorter.put(BertNames.PIECES, new float[65]);

    assertThatThrownBy(() -> new TransformerWeights(SHAPE, missing))
        .hasMessageContaining("word_embeddings.weight: expected 66 numbers, [11, 6], found none");
    assertThatThrownBy(() -> new TransformerWeights(SHAPE, shorter))
        .hasMessageContaining("word_embeddings.weight: expected 66 numbers, [11, 6], found 65");
  }

  private static Map<String, float[]> tensors() {
    Map<String, float[]> tensors = new TreeMap<>();
    SHAPE
        .tensors()
        .forEach(
            (name, sizes) ->
                tensors.put(name, new float[sizes.stream().reduce(1, (a, b) -> a * b)]));
    return tensors;
  }
}
