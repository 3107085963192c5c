package io.tagstream.training.network;

import io.tagstream.training.onnx.StackWeights;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A layer of long short-term memory that reads from the first token to the last.
 *
 * @param name what its parameters are called
 * @param inputSize numbers it reads of a token
 * @param hiddenSize hidden units H
 */
record RecurrentLayer(String name, int inputSize, int hiddenSize) {
  private static final int GATES = 4;

  void initialize(Parameters parameters, InitialValues values) {
    int rows = GATES * hiddenSize;
    double bound = 1 / Math.sqrt(hiddenSize);
    float[] inputBias = new float[rows];
    // Forget gates begin open (Gers et al. 2000; Jozefowicz et al. 2015).
    Arrays.fill(inputBias, hiddenSize, 2 * hiddenSize, 1f);
    parameters.add(input(), values.uniform(rows * inputSize, bound), rows, inputSize);
    parameters.add(recurrent(), values.uniform(rows * hiddenSize, bound), rows, hiddenSize);
    parameters.add(inputBias(), inputBias, rows);
    parameters.add(recurrentBias(), new float[rows], rows);
  }

  /** Hidden states from zero state, float [T,B,in] to [T,B,H]. */
  Tensor of(Tensor x, Parameters parameters) {
    Tensor zero = torch.zeros(1, x.size(1), hiddenSize);
    return torch
        .lstm(
            x,
            new TensorVector(zero, zero),
            new TensorVector(
                List.of(input(), recurrent(), inputBias(), recurrentBias()).stream()
                    .map(parameters::get)
                    .toArray(Tensor[]::new)),
            /* has_biases= */ true,
            /* num_layers= */ 1,
            /* dropout= */ 0,
            /* train= */ true,
            /* bidirectional= */ false,
            /* batch_first= */ false)
        .get0();
  }

  StackWeights.Layer read(Parameters parameters) {
    return new StackWeights.Layer(
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
