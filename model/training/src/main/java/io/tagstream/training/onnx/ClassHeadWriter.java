package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;

/** Writes the class head: {@link ClassHeadWeights}. */
final class ClassHeadWriter {
  private static final float FAR_BELOW_ANY_SCORE = -1e9f;

  private final OnnxGraph graph;
  private final ClassHeadWeights weights;

  /** Logarithm of what each token weighs, [T,B,1]. */
  private String energies = "";

  ClassHeadWriter(OnnxGraph graph, ClassHeadWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Adds the head.
   *
   * @param hidden float [T,B,hidden]
   * @param mask true for tokens [T,B,1]
   * @return logits, float [B,C]
   */
  String add(String hidden, String mask) {
    return graph.dense("classes", weights.classes(), pooled(hidden, mask));
  }

  /** Makes logits an output of the graph. */
  void output(String logits) {
    graph.output(
        RecurrentGraph.CLASS_LOGITS,
        logits,
        RecurrentGraphWriter.ROWS,
        Dimension.of(weights.classes().bias().length));
  }

  /**
   * Makes what each token says of the class outputs of the graph: the logits of a row are the mean
   * of those of its tokens, since what follows the pooling is linear. The head has been added
   * before.
   *
   * @param hidden float [T,B,hidden]
   */
  void outputTokens(String hidden) {
    String logits = graph.apply("MatMul", hidden, "classes.weight");
    graph.output(
        RecurrentGraph.TOKEN_CLASS_LOGITS,
        graph.transpose(graph.apply("Add", logits, "classes.bias"), 1, 0, 2),
        RecurrentGraphWriter.ROWS,
        RecurrentGraphWriter.TOKENS,
        Dimension.of(weights.classes().bias().length));
    graph.output(
        RecurrentGraph.TOKEN_ENERGIES,
        graph.transpose(graph.apply("Squeeze", energies, graph.longs("energies.axis", 2)), 1, 0),
        RecurrentGraphWriter.ROWS,
        RecurrentGraphWriter.TOKENS);
  }

  /** One vector a row, [B,hidden]. */
  private String pooled(String hidden, String mask) {
    ClassHeadWeights.Pooling pooling = weights.pooling();
    if (pooling instanceof ClassHeadWeights.Max) {
      return highest(onTokens("maximum.none", mask, hidden), 0);
    }
    if (pooling instanceof ClassHeadWeights.First) {
      return first(hidden);
    }
    if (pooling instanceof ClassHeadWeights.Pooler pooler) {
      return graph.apply("Tanh", graph.dense("pooler", pooler.dense(), first(hidden)));
    }
    if (pooling instanceof ClassHeadWeights.Attention attention) {
      return weighted(hidden, attentionWeight(attention, hidden, mask));
    }
    String present = present(mask);
    energies = graph.apply("Mul", present, graph.floats("energies.equal", new float[] {0}));
    return weighted(hidden, present);
  }

  /** What stands for the first token, [B,hidden]. */
  private String first(String hidden) {
    return graph
        .node("Gather", hidden, graph.longScalar("first.token", 0))
        .attribute("axis", 0)
        .add();
  }

  /** What attention weighs each token by, not yet divided by the sum, [T,B,1]. */
  private String attentionWeight(ClassHeadWeights.Attention attention, String hidden, String mask) {
    String projected =
        graph.apply("Tanh", graph.dense("attention", attention.projection(), hidden));
    String query = graph.floats("attention.query", attention.query(), attention.query().length, 1);
    String scores =
        onTokens("attention.none", mask, graph.apply("MatMul", projected, query)); // [T,B,1]
    energies = scores;
    String highest = highest(scores, 1);
    String present = present(mask);
    return graph.apply("Mul", graph.apply("Exp", graph.apply("Sub", scores, highest)), present);
  }

  /** Puts a number below all others in the place of padding. */
  private String onTokens(String name, String mask, String values) {
    return graph.apply(
        "Where", mask, values, graph.floats(name, new float[] {FAR_BELOW_ANY_SCORE}));
  }

  private String highest(String values, int keepDimensions) {
    return graph
        .node("ReduceMax", values)
        .attributes("axes", 0)
        .attribute("keepdims", keepDimensions)
        .add();
  }

  private String present(String mask) {
    return graph.node("Cast", mask).attribute("to", FLOAT.getNumber()).add();
  }

  private String weighted(String hidden, String weight) {
    return graph.apply(
        "Div", sumOverTokens(graph.apply("Mul", hidden, weight)), sumOverTokens(weight));
  }

  private String sumOverTokens(String values) {
    return graph
        .node("ReduceSum", values, graph.longs("sum.axes." + values, 0))
        .attribute("keepdims", 0)
        .add();
  }
}
