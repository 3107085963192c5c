package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.ArrayList;
import java.util.List;

/** Writes the recurrent layers and their carried state: {@link StackWeights}. */
final class StackWriter {
  private final OnnxGraph graph;
  private final StackWeights weights;

  StackWriter(OnnxGraph graph, StackWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Adds the layers, the state they begin with and the state they end with.
   *
   * @param x float [T,B,D]
   * @param lengths int32 [B]
   * @return hidden states, float [T,B,2H] or [T,B,H]
   */
  String add(String x, String lengths) {
    String h = forwardLayers(x, lengths); // [T,B,H]
    if (weights.backward().isEmpty()) {
      return h;
    }
    String g = backwardLayers(graph.concat(2, x, h), lengths); // [T,B,H]
    return graph.concat(2, h, g);
  }

  private String forwardLayers(String x, String lengths) {
    List<String> initial = new ArrayList<>();
    initial.add(state(RecurrentGraph.INITIAL_HIDDEN));
    if (weights.cell().hasCellState()) {
      initial.add(state(RecurrentGraph.INITIAL_CELL));
    }
    List<String> finalHidden = new ArrayList<>();
    List<String> finalCell = new ArrayList<>();
    String values = x;
    for (int layer = 0; layer < weights.forward().size(); layer++) {
      String name = "forward." + layer;
      String row = graph.longs(name + ".row", layer);
      LayerWriter.Output output =
          new LayerWriter(graph, name, weights.forward().get(layer))
              .add(
                  LayerWriter.Direction.FORWARD,
                  values,
                  lengths,
                  initial.stream()
                      .map(state -> graph.apply("Gather", state, row))
                      .toArray(String[]::new));
      values = connected(layer, output.hidden(), values);
      finalHidden.add(output.lastHidden());
      if (output.lastCell() != null) {
        finalCell.add(output.lastCell());
      }
    }
    output(RecurrentGraph.FINAL_HIDDEN, finalHidden);
    if (!finalCell.isEmpty()) {
      output(RecurrentGraph.FINAL_CELL, finalCell);
    }
    return values;
  }

  private String state(String name) {
    return graph.input(name, FLOAT, layerCount(), RecurrentGraphWriter.ROWS, hiddenSize());
  }

  private void output(String name, List<String> layers) {
    graph.output(
        name,
        graph.concat(0, layers.toArray(String[]::new)),
        layerCount(),
        RecurrentGraphWriter.ROWS,
        hiddenSize());
  }

  private Dimension layerCount() {
    return Dimension.of(weights.forward().size());
  }

  private Dimension hiddenSize() {
    return Dimension.of(weights.hiddenSize());
  }

  private String backwardLayers(String x, String lengths) {
    String values = x;
    for (int layer = 0; layer < weights.backward().size(); layer++) {
      LayerWriter.Output output =
          new LayerWriter(graph, "backward." + layer, weights.backward().get(layer))
              .add(LayerWriter.Direction.BACKWARD, values, lengths);
      values = connected(layer, output.hidden(), values);
    }
    return values;
  }

  private String connected(int layer, String said, String read) {
    return weights.residual() && layer > 0 ? graph.apply("Add", said, read) : said;
  }
}
