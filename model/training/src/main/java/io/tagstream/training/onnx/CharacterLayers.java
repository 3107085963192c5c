package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;

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
    String present =
        graph.node("Cast", graph.apply("Sign", words)).attribute("to", INT32.getNumber()).add();
    String lengths =
        graph
            .node("ReduceSum", present, graph.longs("characters.lengths.axes", 0))
            .attribute("keepdims", 0)
            .add(); // [TB]
    String table = graph.matrix("characters", weights.characters());
    String embedded = graph.apply("Gather", table, words); // [W,TB,d]
    String forward =
        new LayerWriter(graph, "characters.forward", weights.forward())
            .add(LayerWriter.Direction.FORWARD, embedded, lengths)
            .lastHidden(); // [1,TB,hidden]
    String backward =
        new LayerWriter(graph, "characters.backward", weights.backward())
            .add(LayerWriter.Direction.BACKWARD, embedded, lengths)
            .lastHidden();
    return tokens(ids, graph.concat(2, forward, backward));
  }

  /** Gives each word its token back: [1,TB,n] to [T,B,n]. */
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
