package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;

import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the recurrence of an LSTM layer as a loop over the tokens. ONNX's own operator multiplies
 * its input with the weights at every token; this loop begins behind that product, so that it can
 * be taken once for each different word.
 */
final class LstmLayerWriter {
  private final OnnxGraph graph;
  private final String name;
  private final StackWeights.Layer weights;

  LstmLayerWriter(OnnxGraph graph, String name, StackWeights.Layer weights) {
    this.graph = graph;
    this.name = name;
    this.weights = weights;
  }

  /**
   * What a layer says.
   *
   * @param hidden hidden state at every token [T,B,H]; any number at padding
   * @param lastHidden hidden state after the last token [B,H]
   * @param lastCell cell state after the last token [B,H]
   */
  record Output(String hidden, String lastHidden, String lastCell) {}

  /**
   * Adds the layer.
   *
   * @param gates products of input and weights with both biases, in the order of torch [T,B,4H]
   * @param mask true for tokens [T,B,1]; {@code null} if nobody asks for the last states
   * @param hidden hidden state to begin from [B,H]
   * @param cell cell state to begin from [B,H]
   */
  Output add(String gates, @Nullable String mask, String hidden, String cell) {
    List<String> inputs = new ArrayList<>(List.of(hidden, cell, gates));
    if (mask != null) {
      inputs.add(mask);
    }
    List<String> outputs =
        graph
            .node("Scan", inputs.toArray(String[]::new))
            .attribute("num_scan_inputs", inputs.size() - 2)
            .attribute("body", step(mask != null))
            .add(3);
    return new Output(outputs.get(2), outputs.get(0), outputs.get(1));
  }

  /** One token of every row: Gers et al. 2000, with all gates in one product. */
  private OnnxGraph step(boolean masked) {
    OnnxGraph step = graph.body(name);
    Dimension rows = RecurrentGraphWriter.ROWS;
    Dimension hiddenSize = Dimension.of(weights.hiddenSize());
    String hidden = step.input(name + ".h", FLOAT, rows, hiddenSize);
    String cell = step.input(name + ".c", FLOAT, rows, hiddenSize);
    String read = step.input(name + ".x", FLOAT, rows, Dimension.of(4L * weights.hiddenSize()));
    String recurrent = step.matrix(name + ".r", weights.recurrent().transposed());
    String sums = step.apply("Gemm", hidden, recurrent, read); // [B,4H]
    long size = weights.hiddenSize();
    List<String> gates =
        step.node("Split", sums, step.longs(name + ".sizes", size, size, size, size))
            .attribute("axis", 1)
            .add(4);
    String kept = step.apply("Mul", step.apply("Sigmoid", gates.get(1)), cell);
    String added =
        step.apply("Mul", step.apply("Sigmoid", gates.get(0)), step.apply("Tanh", gates.get(2)));
    String nextCell = step.apply("Add", kept, added);
    String nextHidden =
        step.apply("Mul", step.apply("Sigmoid", gates.get(3)), step.apply("Tanh", nextCell));
    if (masked) {
      String present = step.input(name + ".present", BOOL, rows, Dimension.of(1));
      nextHidden = step.apply("Where", present, nextHidden, hidden);
      nextCell = step.apply("Where", present, nextCell, cell);
    }
    step.output(name + ".nextHidden", nextHidden, rows, hiddenSize);
    step.output(name + ".nextCell", nextCell, rows, hiddenSize);
    step.output(name + ".said", nextHidden, rows, hiddenSize);
    return step;
  }
}
