package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes the recurrent layers and their carried state: {@link StackWeights}. The first layer of a
 * direction finds its products with the words taken already; {@link WordGates} took them. Backward
 * layers read rows turned round, so that padding comes last for them, too.
 */
final class StackWriter {
  private final OnnxGraph graph;
  private final StackWeights weights;

  StackWriter(OnnxGraph graph, StackWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Adds the layers, the state they begin with and the state that is given out.
   *
   * @param vectors gates of the words [N,V]
   * @param tokens row of {@code vectors} of each token, int64 [T,B]
   * @param lengths int32 [B]
   * @param mask true for the tokens before the state that is given out [T,B,1]
   * @return hidden states, float [T,B,2H] or [T,B,H]
   */
  String add(String vectors, String tokens, String lengths, String mask) {
    if (weights.backward().isEmpty()) {
      return forwardLayers(graph.apply("Gather", vectors, tokens), mask);
    }
    long width = weights.forward().get(0).recurrent().rows();
    List<String> parts =
        graph
            .node("Split", vectors, graph.longs("vectors.parts", width, width))
            .attribute("axis", 1)
            .add(2);
    String h = forwardLayers(graph.apply("Gather", parts.get(0), tokens), mask); // [T,B,H]
    String count = graph.node("Cast", lengths).attribute("to", INT64.getNumber()).add();
    String turned = reversed(h, count);
    String gates =
        graph.apply(
            "Add",
            graph.apply("Gather", parts.get(1), reversed(tokens, count)),
            graph.apply("MatMul", turned, besideWords(weights.backward().get(0))));
    String g = reversed(backwardLayers(gates, lengths), count); // [T,B,H]
    return graph.concat(2, h, g);
  }

  private String forwardLayers(String wordGates, String mask) {
    List<String> initial = states(RecurrentGraph.INITIAL_HIDDEN, RecurrentGraph.INITIAL_CELL);
    List<List<String>> last = new ArrayList<>();
    String values = wordGates;
    for (int layer = 0; layer < weights.forward().size(); layer++) {
      String name = "forward." + layer;
      StackWeights.Layer of = weights.forward().get(layer);
      int index = layer;
      LayerWriter.Output output =
          new LayerWriter(graph, name, of)
              .add(
                  gates(layer, name, of, values),
                  mask,
                  initial.stream().map(state -> at(state, index)).toList());
      values = connected(layer, output.hidden(), values);
      last.add(output.kept().stream().map(this::stacked).toList());
    }
    output(RecurrentGraph.FINAL_HIDDEN, last.stream().map(states -> states.get(0)).toList());
    if (weights.cell().hasCellState()) {
      output(RecurrentGraph.FINAL_CELL, last.stream().map(states -> states.get(1)).toList());
    }
    return values;
  }

  private List<String> states(String hidden, String cell) {
    return weights.cell().hasCellState()
        ? List.of(state(hidden), state(cell))
        : List.of(state(hidden));
  }

  private String backwardLayers(String firstGates, String lengths) {
    String shape =
        graph.concat(
            0, graph.apply("Shape", lengths), graph.longs("hidden.size", weights.hiddenSize()));
    String zeros = graph.apply("ConstantOfShape", shape); // [B,H]
    List<String> initial = Collections.nCopies(CellWriter.stateCount(weights.cell()), zeros);
    String values = firstGates;
    for (int layer = 0; layer < weights.backward().size(); layer++) {
      String name = "backward." + layer;
      StackWeights.Layer of = weights.backward().get(layer);
      String said =
          new LayerWriter(graph, name, of)
              .add(gates(layer, name, of, values), null, initial)
              .hidden();
      values = connected(layer, said, values);
    }
    return values;
  }

  /** The first layer of a direction is handed gates, the others hidden states. */
  private String gates(int layer, String name, StackWeights.Layer of, String values) {
    return layer == 0
        ? values
        : graph.dense(name + ".input", new Dense(of.input(), CellWriter.inputBias(of)), values);
  }

  private String connected(int layer, String said, String read) {
    return weights.residual() && layer > 0 ? graph.apply("Add", said, read) : said;
  }

  /** Weights of what the first backward layer reads beside the words, [H,G H]. */
  private String besideWords(StackWeights.Layer layer) {
    Matrix all = layer.input().transposed();
    int words = all.rows() - weights.hiddenSize();
    return graph.matrix("backward.0.states", all.rows(words, all.rows()));
  }

  /** Turns the tokens of each row round and leaves padding where it is. */
  private String reversed(String values, String count) {
    return graph
        .node("ReverseSequence", values, count)
        .attribute("time_axis", 0)
        .attribute("batch_axis", 1)
        .add();
  }

  private String state(String name) {
    return graph.input(name, FLOAT, layerCount(), RecurrentGraphWriter.ROWS, hiddenSize());
  }

  /** The state of one layer, [B,H]. */
  private String at(String states, int layer) {
    String index = graph.longs(states + "." + layer, layer);
    return graph.apply(
        "Squeeze",
        graph.apply("Gather", states, index),
        graph.longs(states + "." + layer + ".axis", 0));
  }

  private String stacked(String state) {
    return graph.apply("Unsqueeze", state, graph.longs(state + ".axis", 0));
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
}
