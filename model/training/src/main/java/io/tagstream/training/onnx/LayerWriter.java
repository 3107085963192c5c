package io.tagstream.training.onnx;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one recurrent layer: torch's weights into ONNX's operator. */
final class LayerWriter {
  private final OnnxGraph graph;
  private final String name;
  private final StackWeights.Layer weights;
  private final boolean hasOpenGates;
  private final GateOrder order;

  LayerWriter(OnnxGraph graph, String name, StackWeights.Layer weights) {
    this.graph = graph;
    this.name = name;
    this.hasOpenGates = weights.cell() == Cell.RNN;
    this.weights = hasOpenGates ? OpenGates.around(weights) : weights;
    this.order = GateOrder.of(weights.cell());
  }

  /** Which way a layer reads, in the words of the operator. */
  enum Direction {
    FORWARD("forward"),
    BACKWARD("reverse");

    private final String attribute;

    Direction(String attribute) {
      this.attribute = attribute;
    }
  }

  /**
   * What a layer says.
   *
   * @param hidden hidden state at every token [T,B,H]
   * @param lastHidden hidden state after the last token read [1,B,H]
   * @param lastCell cell state after the last token read [1,B,H], or {@code null} for cells that
   *     have none
   */
  record Output(String hidden, String lastHidden, @Nullable String lastCell) {}

  /**
   * Adds the layer.
   *
   * @param values float [T,B,in]
   * @param lengths int32 [B]; a row of length 0 says zeros
   * @param initialState hidden and, if the cell has one, cell state to begin from, [1,B,H] each;
   *     none for zeros
   */
  Output add(Direction direction, String values, String lengths, String... initialState) {
    Matrix input = weights.input();
    Matrix recurrent = weights.recurrent();
    List<String> inputs = new ArrayList<>();
    inputs.add(values);
    inputs.add(
        graph.floats(
            name + ".w", order.reordered(input.values()), 1, input.rows(), input.columns()));
    inputs.add(
        graph.floats(
            name + ".r",
            order.reordered(recurrent.values()),
            1,
            input.rows(),
            recurrent.columns()));
    inputs.add(graph.floats(name + ".b", bias(), 1, 2L * input.rows()));
    inputs.add(lengths);
    inputs.addAll(List.of(initialState));
    OnnxGraph.Node node =
        graph
            .node(order.operator(), inputs.toArray(String[]::new))
            .attribute("hidden_size", weights.hiddenSize())
            .attribute("direction", direction.attribute);
    if (weights.cell() == Cell.GRU) {
      // Reset after the product with the recurrent weights, as torch computes it.
      node.attribute("linear_before_reset", 1);
    }
    if (hasOpenGates) {
      node.attributes("activations", "HardSigmoid", "Tanh");
    }
    boolean hasCellState = weights.cell().hasCellState();
    List<String> outputs = node.add(hasCellState ? 3 : 2);
    String hidden = graph.apply("Squeeze", outputs.get(0), graph.longs(name + ".axis", 1));
    return new Output(hidden, outputs.get(1), hasCellState ? outputs.get(2) : null);
  }

  private float[] bias() {
    float[] input = order.reordered(weights.inputBias());
    float[] recurrent = order.reordered(weights.recurrentBias());
    float[] both = new float[input.length + recurrent.length];
    System.arraycopy(input, 0, both, 0, input.length);
    System.arraycopy(recurrent, 0, both, input.length, recurrent.length);
    return both;
  }
}
