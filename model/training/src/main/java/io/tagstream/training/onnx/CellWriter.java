package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one token of every row into the body of a loop: the states after it out of the states
 * before it and the products of its input with the weights. The equations are those of {@link
 * StackWeights.Layer}, gates in the order of torch.
 */
final class CellWriter {
  private final OnnxGraph step;
  private final String name;
  private final StackWeights.Layer weights;

  CellWriter(OnnxGraph step, String name, StackWeights.Layer weights) {
    this.step = step;
    this.name = name;
    this.weights = weights;
  }

  /** Returns how many states a cell hands on: its hidden one and, if it has one, its cell state. */
  static int stateCount(Cell cell) {
    return cell.hasCellState() ? 2 : 1;
  }

  /**
   * Returns what the products of the input are added to before the loop, [G H]: both biases, but
   * for the new gate of a GRU, where the reset gate multiplies the recurrent one.
   */
  static float[] inputBias(StackWeights.Layer layer) {
    float[] sum = layer.inputBias().clone();
    int joined = layer.cell() == Cell.GRU ? sum.length / 3 * 2 : sum.length;
    for (int i = 0; i < joined; i++) {
      sum[i] += layer.recurrentBias()[i];
    }
    return sum;
  }

  /** Adds the inputs for the states before the token, float [B,H] each, the hidden one first. */
  List<String> states() {
    Dimension rows = RecurrentGraphWriter.ROWS;
    Dimension size = Dimension.of(weights.hiddenSize());
    String hidden = step.input(name + ".h", FLOAT, rows, size);
    return weights.cell().hasCellState()
        ? List.of(hidden, step.input(name + ".c", FLOAT, rows, size))
        : List.of(hidden);
  }

  /**
   * Adds the input for the token and the nodes.
   *
   * @param before the states before the token
   * @return those after it, in the same order
   */
  List<String> add(List<String> before) {
    Dimension width = Dimension.of(weights.recurrent().rows());
    String gates = step.input(name + ".x", FLOAT, RecurrentGraphWriter.ROWS, width);
    String hidden = before.get(0);
    return switch (weights.cell()) {
      case LSTM -> lstm(gates, hidden, before.get(1));
      case GRU -> List.of(gru(gates, hidden));
      case RNN -> List.of(step.apply("Tanh", sums(hidden, gates)));
    };
  }

  private List<String> lstm(String read, String hidden, String cell) {
    List<String> gates = split("sizes", sums(hidden, read), 1, 1, 1, 1);
    String kept = step.apply("Mul", sigmoid(gates.get(1)), cell);
    String added = step.apply("Mul", sigmoid(gates.get(0)), step.apply("Tanh", gates.get(2)));
    String nextCell = step.apply("Add", kept, added);
    String nextHidden = step.apply("Mul", sigmoid(gates.get(3)), step.apply("Tanh", nextCell));
    return List.of(nextHidden, nextCell);
  }

  private String gru(String read, String hidden) {
    int size = weights.hiddenSize();
    float[] bias = weights.recurrentBias().clone();
    Arrays.fill(bias, 0, 2 * size, 0);
    String product = sums(hidden, step.floats(name + ".b", bias, bias.length));
    List<String> reads = split("reads", read, 2, 1);
    List<String> products = split("products", product, 2, 1);
    String gates = sigmoid(step.apply("Add", reads.get(0), products.get(0)));
    List<String> resetAndUpdate = split("gates", gates, 1, 1);
    String remembered = step.apply("Mul", resetAndUpdate.get(0), products.get(1));
    String candidate = step.apply("Tanh", step.apply("Add", reads.get(1), remembered));
    String kept = step.apply("Mul", resetAndUpdate.get(1), step.apply("Sub", hidden, candidate));
    return step.apply("Add", candidate, kept);
  }

  /** The recurrent product, added to something [B,G H] or [G H]. */
  private String sums(String hidden, String addend) {
    String recurrent = step.matrix(name + ".r", weights.recurrent().transposed());
    return step.apply("Gemm", hidden, recurrent, addend);
  }

  private String sigmoid(String values) {
    return step.apply("Sigmoid", values);
  }

  /** Cuts [B,G H] into pieces of so many times H. */
  private List<String> split(String what, String values, int... pieces) {
    long[] sizes =
        Arrays.stream(pieces).mapToLong(gates -> gates * (long) weights.hiddenSize()).toArray();
    return step.node("Split", values, step.longs(name + "." + what, sizes))
        .attribute("axis", 1)
        .add(sizes.length);
  }
}
