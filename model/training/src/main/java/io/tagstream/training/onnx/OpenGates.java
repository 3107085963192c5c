package io.tagstream.training.onnx;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import java.util.Arrays;

/**
 * Turns a simple recurrent layer into a GRU whose reset gate is 1 and whose update gate is 0, both
 * exactly, if their activation is the hard sigmoid. ONNX Runtime's operator for simple layers
 * rounds a hyperbolic tangent by where the number lies in memory, so a row would not give the same
 * bits in every batch; its GRU does, for three times the work.
 */
final class OpenGates {
  /** Far outside of where the hard sigmoid of any sum with it is between 0 and 1. */
  private static final float CERTAIN = 1000;

  private static final int GATES = 3;

  private OpenGates() {}

  static StackWeights.Layer around(StackWeights.Layer simple) {
    int hiddenSize = simple.hiddenSize();
    float[] inputBias = last(simple.inputBias());
    Arrays.fill(inputBias, 0, hiddenSize, CERTAIN);
    Arrays.fill(inputBias, hiddenSize, 2 * hiddenSize, -CERTAIN);
    return new StackWeights.Layer(
        Cell.GRU,
        last(simple.input()),
        last(simple.recurrent()),
        inputBias,
        last(simple.recurrentBias()));
  }

  private static Matrix last(Matrix matrix) {
    return new Matrix(GATES * matrix.rows(), matrix.columns(), last(matrix.values()));
  }

  /** Zeros for the first two gates, the numbers themselves for the third. */
  private static float[] last(float[] values) {
    float[] gates = new float[GATES * values.length];
    System.arraycopy(values, 0, gates, (GATES - 1) * values.length, values.length);
    return gates;
  }
}
