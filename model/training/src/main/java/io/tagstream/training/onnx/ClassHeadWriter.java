package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;

/** Writes the class head: {@link ClassHeadWeights}. */
final class ClassHeadWriter {
  private static final float FAR_BELOW_ANY_SCORE = -1e9f;

  private final OnnxGraph graph;
  private final ClassHeadWeights weights;

  ClassHeadWriter(OnnxGraph graph, ClassHeadWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Adds the head and its output.
   *
   * @param hidden float [T,B,hidden]
   * @param wordIds int64 [B,T]
   * @param lengths int32 [B]
   */
  void add(String hidden, String wordIds, String lengths) {
    graph.output(
        RecurrentGraph.CLASS_LOGITS,
        logits(hidden, tokenMask(wordIds, lengths)),
        RecurrentGraphWriter.ROWS,
        Dimension.of(weights.classes().bias().length));
  }

  /** True for the tokens of a row, false for its padding, [T,B,1]. */
  private String tokenMask(String wordIds, String lengths) {
    String count =
        graph.apply("Gather", graph.apply("Shape", wordIds), graph.longs("tokens.dimension", 1));
    String scalar = graph.apply("Squeeze", count);
    String last = graph.node("Cast", scalar).attribute("to", INT32.getNumber()).add();
    String positions =
        graph.apply("Range", graph.intScalar("zero", 0), last, graph.intScalar("one", 1));
    String column = graph.apply("Unsqueeze", positions, graph.longs("positions.axes", 1)); // [T,1]
    String mask = graph.apply("Less", column, lengths); // [T,B]
    return graph.apply("Unsqueeze", mask, graph.longs("mask.axes", 2));
  }

  private String logits(String hidden, String mask) {
    String projected = graph.apply("Tanh", graph.dense("attention", weights.projection(), hidden));
    String query = graph.floats("attention.query", weights.query(), weights.query().length, 1);
    String scores =
        graph.apply(
            "Where",
            mask,
            graph.apply("MatMul", projected, query),
            graph.floats("attention.none", new float[] {FAR_BELOW_ANY_SCORE})); // [T,B,1]
    String highest =
        graph.node("ReduceMax", scores).attributes("axes", 0).attribute("keepdims", 1).add();
    String present = graph.node("Cast", mask).attribute("to", FLOAT.getNumber()).add();
    String weight =
        graph.apply("Mul", graph.apply("Exp", graph.apply("Sub", scores, highest)), present);
    String pooled =
        graph.apply(
            "Div",
            sumOverTokens(graph.apply("Mul", hidden, weight)),
            sumOverTokens(weight)); // [B,hidden]
    return graph.dense("classes", weights.classes(), pooled);
  }

  private String sumOverTokens(String values) {
    return graph
        .node("ReduceSum", values, graph.longs("sum.axes." + values, 0))
        .attribute("keepdims", 0)
        .add();
  }
}
