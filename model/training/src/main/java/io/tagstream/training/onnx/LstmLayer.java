package io.tagstream.training.onnx;

import java.util.ArrayList;
import java.util.List;

/** Writes one LSTM layer: torch's weights into ONNX's operator. */
final class LstmLayer {
  private final OnnxGraph graph;
  private final String name;
  private final StackWeights.Layer weights;

  LstmLayer(OnnxGraph graph, String name, StackWeights.Layer weights) {
    this.graph = graph;
    this.name = name;
    this.weights = weights;
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
   * @param lastCell cell state after the last token read [1,B,H]
   */
  record Output(String hidden, String lastHidden, String lastCell) {}

  /**
   * Adds the layer.
   *
   * @param values float [T,B,in]
   * @param lengths int32 [B]
   * @param initialState hidden and cell state to begin from, [1,B,H] both; none for zeros
   */
  Output add(Direction direction, String values, String lengths, String... initialState) {
    int hiddenSize = weights.hiddenSize();
    Matrix input = weights.input();
    float[] bias = new float[8 * hiddenSize];
    System.arraycopy(gates(weights.inputBias()), 0, bias, 0, 4 * hiddenSize);
    System.arraycopy(gates(weights.recurrentBias()), 0, bias, 4 * hiddenSize, 4 * hiddenSize);
    List<String> inputs = new ArrayList<>();
    inputs.add(values);
    inputs.add(graph.floats(name + ".w", gates(input.values()), 1, input.rows(), input.columns()));
    inputs.add(
        graph.floats(
            name + ".r", gates(weights.recurrent().values()), 1, input.rows(), hiddenSize));
    inputs.add(graph.floats(name + ".b", bias, 1, bias.length));
    inputs.add(lengths);
    inputs.addAll(List.of(initialState));
    List<String> outputs =
        graph
            .node("LSTM", inputs.toArray(String[]::new))
            .attribute("hidden_size", hiddenSize)
            .attribute("direction", direction.attribute)
            .add(3);
    String hidden = graph.apply("Squeeze", outputs.get(0), graph.longs(name + ".axis", 1));
    return new Output(hidden, outputs.get(1), outputs.get(2));
  }

  /** Brings gates from torch's order (input, forget, cell, output) to ONNX's (i, o, f, c). */
  private static float[] gates(float[] torch) {
    int block = torch.length / 4;
    float[] onnx = new float[torch.length];
    System.arraycopy(torch, 0, onnx, 0, block);
    System.arraycopy(torch, 3 * block, onnx, block, block);
    System.arraycopy(torch, block, onnx, 2 * block, 2 * block);
    return onnx;
  }
}
