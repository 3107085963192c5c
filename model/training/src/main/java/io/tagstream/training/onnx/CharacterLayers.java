package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;

import java.util.Collections;
import java.util.List;

/** Writes the layers that read the characters of a word: {@link Spelling.LastStates}. */
final class CharacterLayers {
  private final OnnxGraph graph;
  private final Spelling.LastStates weights;

  CharacterLayers(OnnxGraph graph, Spelling.LastStates weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Adds the nodes.
   *
   * @param ids int64 [T,B,W], zeros after the last character of a word
   * @return the last states of both layers, float [T,B,2 hidden]
   */
  String of(String ids) {
    String longest =
        graph.apply("Gather", graph.apply("Shape", ids), graph.longs("characters.dimension", 2));
    String rows = graph.concat(0, graph.longs("characters.words", -1), longest);
    String words = graph.transpose(graph.apply("Reshape", ids, rows), 1, 0); // [W,TB]
    String spelled = graph.apply("Sign", words); // 1 for each character, 0 for padding
    String lengths =
        graph
            .node("ReduceSum", spelled, graph.longs("characters.lengths.axes", 0))
            .attribute("keepdims", 0)
            .add(); // [TB]
    String mask =
        graph.apply(
            "Unsqueeze",
            graph.node("Cast", spelled).attribute("to", BOOL.getNumber()).add(),
            graph.longs("characters.mask.axes", 2)); // [W,TB,1]
    String turned =
        graph
            .node("ReverseSequence", words, lengths)
            .attribute("time_axis", 0)
            .attribute("batch_axis", 1)
            .add();
    String table = graph.matrix("characters", weights.characters());
    String zeros = zeros(lengths);
    String forward =
        lastState("forward", weights.forward(), graph.apply("Gather", table, words), mask, zeros);
    String backward =
        lastState(
            "backward", weights.backward(), graph.apply("Gather", table, turned), mask, zeros);
    return tokens(ids, graph.concat(1, forward, backward));
  }

  /** The states to begin from, [TB,hidden]. */
  private String zeros(String lengths) {
    String shape =
        graph.concat(
            0,
            graph.apply("Shape", lengths),
            graph.longs("characters.hidden.size", weights.forward().hiddenSize()));
    return graph.apply("ConstantOfShape", shape);
  }

  /**
   * Adds a layer.
   *
   * @param embedded characters in the order they are read, float [W,TB,d]
   * @return hidden state after the last character, float [TB,hidden]
   */
  private String lastState(
      String direction, StackWeights.Layer layer, String embedded, String mask, String zeros) {
    String name = "characters." + direction;
    Dense products = new Dense(layer.input(), CellWriter.inputBias(layer));
    String gates = graph.dense(name + ".input", products, embedded);
    List<String> initial = Collections.nCopies(CellWriter.stateCount(layer.cell()), zeros);
    return new LayerWriter(graph, name, layer).add(gates, mask, initial).kept().get(0);
  }

  /** Gives each word its token back: [TB,n] to [T,B,n]. */
  private String tokens(String ids, String states) {
    String tokensAndRows =
        graph.apply(
            "Slice",
            graph.apply("Shape", ids),
            graph.longs("characters.begin", 0),
            graph.longs("characters.end", 2));
    String shape = graph.concat(0, tokensAndRows, graph.longs("characters.width", -1));
    return graph.apply("Reshape", states, shape);
  }
}
