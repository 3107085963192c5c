package io.tagstream.training.transformer.weights;

import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tensors of a checkpoint by BERT's names, on their way to become {@link TransformerWeights}.
 *
 * @param subject what to call the checkpoint in messages
 * @param tensors the tensors of the encoder
 */
public record EncoderTensors(String subject, Map<String, StoredTensor> tensors) {
  private static final Pattern LAYER = Pattern.compile("^encoder\\.layer\\.(\\d{1,9})\\.");

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
   * Returns whether there are layers, but no matrix in any of them: their tensors have lost their
   * names, were merged, or are no numbers that can be learned from.
   */
  public boolean hasLostItsMatrices() {
    List<StoredTensor> ofLayers =
        tensors.entrySet().stream()
            .filter(tensor -> LAYER.matcher(tensor.getKey()).find())
            .map(Map.Entry::getValue)
            .toList();
    return !ofLayers.isEmpty()
        && ofLayers.stream().allMatch(tensor -> tensor.dimensions().size() < 2);
  }

  /**
   * Returns the weights; sizes follow from the tensors.
   *
   * @throws IOException if a tensor is missing or of other sizes than the others ask for
   */
  public TransformerWeights weights(EncoderConfig config) throws IOException {
    StoredTensor pieces = matrix(BertNames.PIECES);
    Map<String, StoredTensor> cut = new TreeMap<>(tensors);
    cut.put(BertNames.POSITIONS, positions(config.firstPosition()));
    StoredTensor intermediate = matrix(BertNames.weight(LayerPart.INTERMEDIATE.in(0)));
    int segments =
        tensors.containsKey(BertNames.SEGMENTS)
            ? matrix(BertNames.SEGMENTS).dimensions().get(0)
            : 0;
    int layers = layers();
    try {
      TransformerShape shape =
          new TransformerShape(
              pieces.dimensions().get(0),
              matrix(BertNames.POSITIONS).dimensions().get(0) - config.firstPosition(),
              segments,
              layers,
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

  private StoredTensor positions(int first) throws IOException {
    StoredTensor positions = matrix(BertNames.POSITIONS);
    int rows = positions.dimensions().get(0);
    if (first < 0 || first >= rows) {
      throw new IOException(
          "%s: expected '%s' to have a row %d, as pad_token_id of config.json says, found %d rows; take both from one place"
              .formatted(subject, BertNames.POSITIONS, first, rows));
    }
    return positions.rowsFrom(first);
  }

  /**
   * Returns how many layers there are; one that is torn must not end an encoder before its time.
   */
  private int layers() throws IOException {
    int layers = 0;
    while (tensors.containsKey(BertNames.weight(LayerPart.QUERY.in(layers)))) {
      layers++;
    }
    for (String name : tensors.keySet()) {
      Matcher layer = LAYER.matcher(name);
      if (layer.find() && Integer.parseInt(layer.group(1)) >= layers) {
        throw missing(BertNames.weight(LayerPart.QUERY.in(layers)), "none, but '" + name + "'");
      }
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
