package io.tagstream.training.onnx;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the slot head: {@link SlotHeadWeights}. */
final class SlotHeadWriter {
  private final OnnxGraph graph;
  private final SlotHeadWeights weights;

  SlotHeadWriter(OnnxGraph graph, SlotHeadWeights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * Adds the head and its output.
   *
   * @param hidden float [T,B,hidden]
   * @param classLogits float [B,C], or {@code null} without class head
   */
  void add(String hidden, @Nullable String classLogits) {
    String logits = graph.dense("slots", weights.tags(), hidden); // [T,B,K]
    if (weights.classes() != null) {
      String distribution =
          graph
              .node("Softmax", Objects.requireNonNull(classLogits, "expected a class head"))
              .attribute("axis", 1)
              .add();
      String matrix = graph.matrix("slots.classes", weights.classes().transposed());
      logits = graph.apply("Add", logits, graph.apply("MatMul", distribution, matrix));
    }
    graph.output(
        RecurrentGraph.TAG_LOGITS,
        graph.transpose(logits, 1, 0, 2),
        RecurrentGraphWriter.ROWS,
        RecurrentGraphWriter.TOKENS,
        Dimension.of(weights.tags().bias().length));
  }
}
