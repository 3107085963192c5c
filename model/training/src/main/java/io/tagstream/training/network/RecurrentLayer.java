package io.tagstream.training.network;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.training.onnx.StackWeights;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
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
      state.keep(name, said.get1(), said.get2());
      return said.get0();
    }
    T_TensorTensor_T said =
        cell == Cell.GRU
            ? torch.gru(x, h, weights, true, 1, 0, true, false, false)
            : torch.rnn_tanh(x, h, weights, true, 1, 0, true, false, false);
    state.keep(name, said.get1());
    return said.get0();
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
