package io.tagstream.training.onnx;

import static io.tagstream.training.onnx.TextbookVectors.dot;

/**
 * A recurrent layer in plain double precision, one row at a time, written from the equations.
 *
 * @param hidden the hidden state at every token
 * @param lastHidden the hidden state after the last one
 * @param lastCell the cell state after the last one; empty for cells that have none
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of numbers, compared by nobody
public record TextbookLayer(double[][] hidden, double[] lastHidden, double[] lastCell) {

  /** Reads a row from its first token to its last, [T][in]. */
  public static TextbookLayer read(
      StackWeights.Layer weights, double[][] x, double[] hidden, double[] cell) {
    double[][] all = new double[x.length][];
    double[] state = hidden;
    double[] cellState = cell;
    for (int t = 0; t < x.length; t++) {
      switch (weights.cell()) {
        case LSTM -> {
          double[][] next = lstm(weights, x[t], state, cellState);
          state = next[0];
          cellState = next[1];
        }
        case GRU -> state = gru(weights, x[t], state);
        case RNN -> state = rnn(weights, x[t], state);
      }
      all[t] = state;
    }
    return new TextbookLayer(all, state, cellState);
  }

  /** Reads a row from zero state. */
  public static double[][] hidden(StackWeights.Layer weights, double[][] x) {
    double[] zero = new double[weights.hiddenSize()];
    return read(weights, x, zero, zero).hidden();
  }

  /** Hochreiter and Schmidhuber 1997 with the forget gate of Gers, Schmidhuber, Cummins 2000. */
  private static double[][] lstm(
      StackWeights.Layer weights, double[] x, double[] hidden, double[] cell) {
    int size = weights.hiddenSize();
    double[] nextHidden = new double[size];
    double[] nextCell = new double[size];
    for (int unit = 0; unit < size; unit++) {
      double input = sigmoid(gate(weights, unit, x, hidden));
      double forget = sigmoid(gate(weights, size + unit, x, hidden));
      double candidate = Math.tanh(gate(weights, 2 * size + unit, x, hidden));
      double output = sigmoid(gate(weights, 3 * size + unit, x, hidden));
      nextCell[unit] = forget * cell[unit] + input * candidate;
      nextHidden[unit] = output * Math.tanh(nextCell[unit]);
    }
    return new double[][] {nextHidden, nextCell};
  }

  /** Cho et al. 2014, the reset gate after the recurrent product. */
  private static double[] gru(StackWeights.Layer weights, double[] x, double[] hidden) {
    int size = weights.hiddenSize();
    double[] next = new double[size];
    for (int unit = 0; unit < size; unit++) {
      double reset = sigmoid(gate(weights, unit, x, hidden));
      double update = sigmoid(gate(weights, size + unit, x, hidden));
      int row = 2 * size + unit;
      double candidate =
          Math.tanh(inputPart(weights, row, x) + reset * recurrentPart(weights, row, hidden));
      next[unit] = (1 - update) * candidate + update * hidden[unit];
    }
    return next;
  }

  /** Elman 1990. */
  private static double[] rnn(StackWeights.Layer weights, double[] x, double[] hidden) {
    double[] next = new double[weights.hiddenSize()];
    for (int unit = 0; unit < next.length; unit++) {
      next[unit] = Math.tanh(gate(weights, unit, x, hidden));
    }
    return next;
  }

  private static double gate(StackWeights.Layer weights, int row, double[] x, double[] hidden) {
    return inputPart(weights, row, x) + recurrentPart(weights, row, hidden);
  }

  private static double inputPart(StackWeights.Layer weights, int row, double[] x) {
    return dot(weights.input(), row, x) + weights.inputBias()[row];
  }

  private static double recurrentPart(StackWeights.Layer weights, int row, double[] hidden) {
    return dot(weights.recurrent(), row, hidden) + weights.recurrentBias()[row];
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
