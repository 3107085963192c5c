package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;

/** Writes which positions of rows come before a limit: those of tokens before the padding. */
final class TokenMask {
  private final OnnxGraph graph;
  private final String positions;

  /**
   * Adds the positions.
   *
   * @param tokens int64 [T,B]
   */
  TokenMask(OnnxGraph graph, String tokens) {
    this.graph = graph;
    String count =
        graph.apply("Gather", graph.apply("Shape", tokens), graph.longs("tokens.dimension", 0));
    String scalar = graph.apply("Squeeze", count);
    String last = graph.node("Cast", scalar).attribute("to", INT32.getNumber()).add();
    String row = graph.apply("Range", graph.intScalar("zero", 0), last, graph.intScalar("one", 1));
    positions = graph.apply("Unsqueeze", row, graph.longs("positions.axes", 1)); // [T,1]
  }

  /**
   * Adds the comparison.
   *
   * @param limits int32 [B]
   * @return true for the positions of a row that are below its limit, [T,B,1]
   */
  String before(String limits) {
    String mask = graph.apply("Less", positions, limits); // [T,B]
    return graph.apply("Unsqueeze", mask, graph.longs("mask.axes." + limits, 2));
  }
}
