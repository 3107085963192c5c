package io.tagstream.training.transformer.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a transformer, without those of its heads.
 *
 * @param shape its sizes
 * @param tensors the numbers of each tensor of {@link TransformerShape#tensors}, row by row, in
 *     that order; nobody changes them
 */
public record TransformerWeights(TransformerShape shape, Map<String, float[]> tensors) {

  /**
   * Takes the tensors that the shape has; others, such as those of heads, are left out.
   *
   * @throws IllegalArgumentException if one is missing or of another size
   */
  public TransformerWeights {
    Map<String, float[]> ordered = new LinkedHashMap<>();
    for (Map.Entry<String, List<Integer>> tensor : shape.tensors().entrySet()) {
      float[] values = tensors.get(tensor.getKey());
      verify(tensor.getKey(), tensor.getValue(), values == null ? 0 : values.length);
      ordered.put(tensor.getKey(), values);
    }
    tensors = Collections.unmodifiableMap(ordered);
  }

  private static void verify(String name, List<Integer> dimensions, int found) {
    long expected = dimensions.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    if (found != expected) {
      throw new IllegalArgumentException(
          "%s: expected %d numbers, %s, found %s; give the weights of a transformer of these sizes"
              .formatted(name, expected, dimensions, found == 0 ? "none" : found));
    }
  }

  /** Returns the numbers of a tensor that the shape has, row by row. */
  public float[] values(String name) {
    float[] values = tensors.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "tensor: expected one of %s, found '%s'; ask for one that the shape has"
              .formatted(tensors.keySet(), name));
    }
    return values;
  }
}
