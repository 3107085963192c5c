package io.tagstream.training.transformer.weights;

import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tensors of a checkpoint by BERT's names, on their way to become {@link TransformerWeights}.
 *
 * @param subject what to call the checkpoint in messages
 * @param tensors the tensors of the encoder
 */
public record EncoderTensors(String subject, Map<String, StoredTensor> tensors) {

  /** Takes what belongs to an encoder. */
  public static EncoderTensors of(String subject, Map<String, StoredTensor> source) {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    source.forEach(
        (name, tensor) -> {
          String known = SourceNames.toBert(name);
          if (known != null) {
            tensors.put(known, tensor);
          }
        });
    return new EncoderTensors(subject, tensors);
  }

  /**
   * Returns the weights; sizes follow from the tensors.
   *
   * @throws IOException if a tensor is missing or of other sizes than the others ask for
   */
  public TransformerWeights weights(EncoderConfig config) throws IOException {
    Map<String, StoredTensor> cut = new TreeMap<>(tensors);
    cut.computeIfPresent(
        BertNames.POSITIONS, (name, positions) -> positions.rowsFrom(config.firstPosition()));
    StoredTensor pieces = matrix(BertNames.PIECES);
    StoredTensor intermediate = matrix(BertNames.weight(LayerPart.INTERMEDIATE.in(0)));
    StoredTensor segments = tensors.get(BertNames.SEGMENTS);
    try {
      TransformerShape shape =
          new TransformerShape(
              pieces.dimensions().get(0),
              positions(cut.get(BertNames.POSITIONS)),
              segments == null ? 0 : segments.dimensions().get(0),
              layers(),
              config.heads(),
              pieces.dimensions().get(1),
              intermediate.dimensions().get(0),
              config.layerNormEpsilon(),
              config.positionKind());
      return new TransformerWeights(shape, values(shape, cut));
    } catch (IllegalArgumentException e) {
      throw new IOException(subject + ": " + e.getMessage(), e);
    }
  }

  private int positions(@Nullable StoredTensor positions) throws IOException {
    if (positions == null) {
      throw missing(BertNames.POSITIONS, "none");
    }
    return positions.dimensions().get(0);
  }

  private int layers() {
    int layers = 0;
    while (tensors.containsKey(BertNames.weight(LayerPart.QUERY.in(layers)))) {
      layers++;
    }
    return layers;
  }

  private StoredTensor matrix(String name) throws IOException {
    StoredTensor matrix = tensors.get(name);
    if (matrix == null || matrix.dimensions().size() != 2) {
      throw missing(name, matrix == null ? "none" : String.valueOf(matrix.dimensions()));
    }
    return matrix;
  }

  private IOException missing(String name, String found) {
    return new IOException(
        "%s: expected a matrix '%s', found %s among %d tensors of an encoder; take the checkpoint of a BERT, DistilBERT or RoBERTa"
            .formatted(subject, name, found, tensors.size()));
  }

  private static Map<String, float[]> values(
      TransformerShape shape, Map<String, StoredTensor> tensors) {
    Map<String, float[]> values = new TreeMap<>();
    for (Map.Entry<String, List<Integer>> expected : shape.tensors().entrySet()) {
      StoredTensor found = tensors.get(expected.getKey());
      if (found != null && !found.dimensions().equals(expected.getValue())) {
        throw new IllegalArgumentException(
            "%s: expected a tensor of %s, found one of %s"
                .formatted(expected.getKey(), expected.getValue(), found.dimensions()));
      }
      if (found != null) {
        values.put(expected.getKey(), found.values());
      }
    }
    return values;
  }
}
