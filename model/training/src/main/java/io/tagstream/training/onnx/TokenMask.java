package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;

/** Writes which positions of padded rows are tokens. */
final class TokenMask {
  private TokenMask() {}

  /**
   * Adds the nodes.
   *
   * @param tokens int64 [T,B]
   * @param lengths int32 [B]
   * @return true for the tokens of a row, false for its padding, [T,B,1]
   */
  static String of(OnnxGraph graph, String tokens, String lengths) {
    String count =
        graph.apply("Gather", graph.apply("Shape", tokens), graph.longs("tokens.dimension", 0));
    String scalar = graph.apply("Squeeze", count);
    String last = graph.node("Cast", scalar).attribute("to", INT32.getNumber()).add();
    String positions =
        graph.apply("Range", graph.intScalar("zero", 0), last, graph.intScalar("one", 1));
    String column = graph.apply("Unsqueeze", positions, graph.longs("positions.axes", 1)); // [T,1]
    String mask = graph.apply("Less", column, lengths); // [T,B]
    return graph.apply("Unsqueeze", mask, graph.longs("mask.axes", 2));
  }
}
