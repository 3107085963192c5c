package io.tagstream.training.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the product of words and gates: what the first forward and the first backward layer add up
 * at a token before they look at their states. It is the same wherever a word stands.
 */
final class WordGates {
  private final OnnxGraph graph;
  private final List<StackWeights.Layer> layers = new ArrayList<>();

  WordGates(OnnxGraph graph, StackWeights weights) {
    this.graph = graph;
    layers.add(weights.forward().get(0));
    if (!weights.backward().isEmpty()) {
      layers.add(weights.backward().get(0));
    }
  }

  /**
   * Adds the product.
   *
   * @param x what stands for each word [..,D]
   * @param width D
   * @return [..,V], the G H gates of the forward layer before those of the backward one
   */
  String of(String x, int width) {
    List<String> gates = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      StackWeights.Layer layer = layers.get(i);
      Matrix words = layer.input().transposed().rows(0, width);
      gates.add(
          graph.dense("gates." + i, new Dense(words.transposed(), CellWriter.inputBias(layer)), x));
    }
    return graph.concat(2, gates.toArray(String[]::new));
  }
}
