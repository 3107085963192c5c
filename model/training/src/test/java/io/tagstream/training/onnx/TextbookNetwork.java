package io.tagstream.training.onnx;

import io.tagstream.model.recurrent.WordIds;
import java.util.Arrays;
import java.util.List;

/**
 * The network of {@link RecurrentWeights} in plain double precision, one row at a time, written
 * from the equations: an oracle for graphs and for libtorch that shares no code with either.
 */
@SuppressWarnings("ArrayRecordComponent") // raw carriers of numbers, compared by nobody
final class TextbookNetwork {
  private final RecurrentWeights weights;

  TextbookNetwork(RecurrentWeights weights) {
    this.weights = weights;
  }

  /** The hidden state at every token, and the hidden and cell state after the last one. */
  record Layer(double[][] hidden, double[] lastHidden, double[] lastCell) {}

  /** What the network says of a row; {@code finalHidden} and {@code finalCell} are [L][H]. */
  record Output(
      double[][] tagLogits, double[] classLogits, double[][] finalHidden, double[][] finalCell) {}

  Output run(List<WordIds> row, double[][] initialHidden, double[][] initialCell) {
    int layers = weights.stack().forward().size();
    double[][] x = row.stream().map(this::embedding).toArray(double[][]::new);
    double[][] finalHidden = new double[layers][];
    double[][] finalCell = new double[layers][];
    double[][] h = x;
    for (int layer = 0; layer < layers; layer++) {
      Layer out =
          lstm(weights.stack().forward().get(layer), h, initialHidden[layer], initialCell[layer]);
      h = out.hidden();
      finalHidden[layer] = out.lastHidden();
      finalCell[layer] = out.lastCell();
    }
    double[][] g = joined(x, h);
    for (StackWeights.Layer lstm : weights.stack().backward()) {
      double[] zero = new double[lstm.hiddenSize()];
      g = reversed(lstm(lstm, reversed(g), zero, zero).hidden());
    }
    double[][] both = joined(h, g);
    double[][] tagLogits =
        weights.slots() == null
            ? new double[0][]
            : Arrays.stream(both)
                .map(token -> dense(weights.slots().tags(), token))
                .toArray(double[][]::new);
    double[] classLogits =
        weights.classes() == null ? new double[0] : classLogits(weights.classes(), both);
    return new Output(tagLogits, classLogits, finalHidden, finalCell);
  }

  private double[] embedding(WordIds ids) {
    double[] embedding = row(weights.input().words(), ids.word());
    for (int feature : ids.features()) {
      embedding = joined(embedding, row(weights.input().features(), feature));
    }
    return joined(embedding, spelling(ids.characters()));
  }

  private double[] spelling(int[] characters) {
    int width = weights.input().spelling().characters().columns();
    double[] highest = new double[weights.input().spelling().convolution().bias().length];
    for (int i = 0; i < characters.length; i++) {
      double[] before =
          i == 0
              ? new double[width]
              : row(weights.input().spelling().characters(), characters[i - 1]);
      double[] after =
          i == characters.length - 1
              ? new double[width]
              : row(weights.input().spelling().characters(), characters[i + 1]);
      double[] window =
          joined(
              joined(before, row(weights.input().spelling().characters(), characters[i])), after);
      double[] filtered = dense(weights.input().spelling().convolution(), window);
      for (int filter = 0; filter < filtered.length; filter++) {
        highest[filter] = Math.max(highest[filter], filtered[filter]);
      }
    }
    return highest;
  }

  /** Hochreiter and Schmidhuber 1997 with the forget gate of Gers, Schmidhuber, Cummins 2000. */
  private static Layer lstm(StackWeights.Layer lstm, double[][] x, double[] hidden, double[] cell) {
    int size = lstm.hiddenSize();
    double[][] all = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double[] gates = new double[4 * size];
      for (int row = 0; row < gates.length; row++) {
        gates[row] =
            dot(lstm.input(), row, x[t])
                + lstm.inputBias()[row]
                + dot(lstm.recurrent(), row, hidden)
                + lstm.recurrentBias()[row];
      }
      double[] nextHidden = new double[size];
      double[] nextCell = new double[size];
      for (int unit = 0; unit < size; unit++) {
        double input = sigmoid(gates[unit]);
        double forget = sigmoid(gates[size + unit]);
        double candidate = Math.tanh(gates[2 * size + unit]);
        double output = sigmoid(gates[3 * size + unit]);
        nextCell[unit] = forget * cell[unit] + input * candidate;
        nextHidden[unit] = output * Math.tanh(nextCell[unit]);
      }
      hidden = nextHidden;
      cell = nextCell;
      all[t] = hidden;
    }
    return new Layer(all, hidden, cell);
  }

  private static double[] classLogits(ClassHeadWeights head, double[][] tokens) {
    double[] scores = new double[tokens.length];
    for (int t = 0; t < tokens.length; t++) {
      double[] projected = dense(head.projection(), tokens[t]);
      for (int i = 0; i < projected.length; i++) {
        scores[t] += head.query()[i] * Math.tanh(projected[i]);
      }
    }
    double total = Arrays.stream(scores).map(Math::exp).sum();
    double[] pooled = new double[tokens[0].length];
    for (int t = 0; t < tokens.length; t++) {
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] += Math.exp(scores[t]) / total * tokens[t][i];
      }
    }
    return dense(head.classes(), pooled);
  }

  private static double[] dense(Dense dense, double[] x) {
    double[] y = new double[dense.bias().length];
    for (int row = 0; row < y.length; row++) {
      y[row] = dot(dense.weight(), row, x) + dense.bias()[row];
    }
    return y;
  }

  private static double dot(Matrix matrix, int row, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += matrix.at(row, i) * x[i];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] row(Matrix matrix, int row) {
    double[] values = new double[matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.at(row, i);
    }
    return values;
  }

  private static double[][] joined(double[][] left, double[][] right) {
    double[][] all = new double[left.length][];
    for (int t = 0; t < left.length; t++) {
      all[t] = joined(left[t], right[t]);
    }
    return all;
  }

  private static double[] joined(double[] left, double[] right) {
    double[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return both;
  }

  private static double[][] reversed(double[][] values) {
    double[][] reversed = new double[values.length][];
    for (int t = 0; t < values.length; t++) {
      reversed[t] = values[values.length - 1 - t];
    }
    return reversed;
  }
}
