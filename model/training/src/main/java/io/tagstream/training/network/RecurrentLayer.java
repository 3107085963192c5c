package io.tagstream.training.network;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.training.onnx.StackWeights;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A recurrent layer that reads from the first token to the last.
 *
 * @param name what its parameters are called
 * @param cell kind of cell
 * @param inputSize numbers it reads of a token
 * @param hiddenSize hidden units H
 */
record RecurrentLayer(String name, Cell cell, int inputSize, int hiddenSize) {

  void initialize(Parameters parameters, InitialValues values) {
    int rows = gates() * hiddenSize;
    double bound = 1 / Math.sqrt(hiddenSize);
    float[] inputBias = new float[rows];
    if (cell == Cell.LSTM) {
      // Forget gates begin open (Gers et al. 2000; Jozefowicz et al. 2015).
      Arrays.fill(inputBias, hiddenSize, 2 * hiddenSize, 1f);
    }
    parameters.addWeight(input(), values.uniform(rows * inputSize, bound), rows, inputSize);
    parameters.addWeight(recurrent(), values.uniform(rows * hiddenSize, bound), rows, hiddenSize);
    parameters.add(inputBias(), inputBias, rows);
    parameters.add(recurrentBias(), new float[rows], rows);
  }

  private int gates() {
    return switch (cell) {
      case LSTM -> 4;
      case GRU -> 3;
      case RNN -> 1;
    };
  }

  /** Hidden states from zero state, float [T,B,in] to [T,B,H]. */
  Tensor of(Tensor x, Parameters parameters) {
    return of(x, parameters, CarriedState.none());
  }

  /**
   * Hidden states, float [T,B,in] to [T,B,H].
   *
   * @param state what it begins with; afterwards, what it ends with
   */
  Tensor of(Tensor x, Parameters parameters, CarriedState state) {
    int rows = Math.toIntExact(x.size(1));
    Tensor h = state.initial(name, rows, hiddenSize, 0);
    TensorVector weights =
        new TensorVector(
            Stream.of(input(), recurrent(), inputBias(), recurrentBias())
                .map(parameters::get)
                .toArray(Tensor[]::new));
    // In this order: biases, one layer, no dropout, training, not bidirectional, tokens first.
    if (cell == Cell.LSTM) {
      TensorVector both = new TensorVector(h, state.initial(name, rows, hiddenSize, 1));
      T_TensorTensorTensor_T said = torch.lstm(x, both, weights, true, 1, 0, true, false, false);
      keep(x, said.get0(), both, new TensorVector(said.get1(), said.get2()), parameters, state);
      return said.get0();
    }
    T_TensorTensor_T said =
        cell == Cell.GRU
            ? torch.gru(x, h, weights, true, 1, 0, true, false, false)
            : torch.rnn_tanh(x, h, weights, true, 1, 0, true, false, false);
    keep(x, said.get0(), new TensorVector(h), new TensorVector(said.get1()), parameters, state);
    return said.get0();
  }

  /**
   * Keeps the states of the rows that go on: each after a word of its own, for rows end early or
   * look ahead.
   *
   * @param said hidden states, float [T,B,H]
   * @param initial what the layer began with, each part float [1,B,H]
   * @param last what it ended with, at token T
   */
  @SuppressWarnings("try") // scopes work by being open
  private void keep(
      Tensor x,
      Tensor said,
      TensorVector initial,
      TensorVector last,
      Parameters parameters,
      CarriedState state) {
    if (!state.goesOn()) {
      return;
    }
    try (NoGradGuard noGradient = new NoGradGuard()) {
      int[] rows = state.rowsThatGoOn();
      int[] carried = state.carried();
      boolean all = IntStream.of(rows).allMatch(row -> carried[row] == x.size(0));
      OwnEnds ends = new OwnEnds(rows, carried);
      Tensor hidden = all ? ends.rows(last.get(0)) : ends.of(said);
      if (cell != Cell.LSTM) {
        state.keep(name, hidden);
      } else if (all) {
        state.keep(name, hidden, ends.rows(last.get(1)));
      } else {
        state.keep(name, hidden, ends.of(cells(ends, x, said, initial, parameters)));
      }
    }
  }

  /**
   * The cells of an LSTM whose hidden states are known, float [T,B,H]: all gates are products of
   * known numbers, only c(t) = f(t) c(t-1) + i(t) g(t) goes from token to token. libtorch returns
   * the cells of the last token alone.
   */
  private Tensor cells(
      OwnEnds ends, Tensor x, Tensor said, TensorVector initial, Parameters parameters) {
    long tokens = ends.longest();
    Tensor own = ends.rows(x).narrow(0, 0, tokens);
    Tensor known = torch.cat(new TensorVector(initial.get(0), said), 0).narrow(0, 0, tokens);
    Tensor gates =
        torch
            .linear(own, parameters.get(input()), bias(parameters, inputBias()))
            .add(
                torch.linear(
                    ends.rows(known),
                    parameters.get(recurrent()),
                    bias(parameters, recurrentBias()))); // [T,n,4H]
    Tensor forget = gates.narrow(2, hiddenSize, hiddenSize).sigmoid();
    Tensor added =
        gates
            .narrow(2, 0, hiddenSize)
            .sigmoid()
            .mul(gates.narrow(2, 2L * hiddenSize, hiddenSize).tanh());
    Tensor cell = ends.rows(initial.get(1)).select(0, 0);
    TensorVector cells = new TensorVector();
    for (int token = 0; token < tokens; token++) {
      cell = forget.select(0, token).mul(cell).add(added.select(0, token));
      cells.push_back(cell);
    }
    return torch.stack(cells, 0);
  }

  private static TensorOptional bias(Parameters parameters, String name) {
    return new TensorOptional(parameters.get(name));
  }

  StackWeights.Layer read(Parameters parameters) {
    return new StackWeights.Layer(
        cell,
        parameters.matrix(input()),
        parameters.matrix(recurrent()),
        parameters.values(inputBias()),
        parameters.values(recurrentBias()));
  }

  private String input() {
    return name + ".input";
  }

  private String recurrent() {
    return name + ".recurrent";
  }

  private String inputBias() {
    return name + ".inputBias";
  }

  private String recurrentBias() {
    return name + ".recurrentBias";
  }
}
