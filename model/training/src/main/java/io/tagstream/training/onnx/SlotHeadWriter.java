package io.tagstream.training.onnx;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;

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
   */
  void add(String hidden) {
    String logits = graph.dense("slots", weights.tags(), hidden);
    graph.output(
        RecurrentGraph.TAG_LOGITS,
        graph.transpose(logits, 1, 0, 2),
        RecurrentGraphWriter.ROWS,
        RecurrentGraphWriter.TOKENS,
        Dimension.of(weights.tags().bias().length));
  }
}
