package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.Tensor;

/** A loss written in plain doubles over arrays that a test changes, to hold gradients to. */
final class PlainLoss {
  private PlainLoss() {}

  /** Checks a gradient against finite differences of the loss. */
  static void assertGradient(Tensor tensor, float[] values, DoubleSupplier loss) {
    float[] gradient = new float[values.length];
    tensor.grad().contiguous().<java.nio.FloatBuffer>createBuffer().get(gradient);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      values[i] = value + 0.01f;
      double above = loss.getAsDouble();
      double width = values[i];
      values[i] = value - 0.01f;
      double slope = (above - loss.getAsDouble()) / (width - values[i]);
      values[i] = value;
      assertThat((double) gradient[i])
          .as("gradient of number %d", i)
          .isCloseTo(slope, within(1e-3));
    }
  }

  static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** The mask of rows of these lengths, float [T,B,1]. */
  static Tensor mask(int tokens, int... lengths) {
    float[] mask = new float[tokens * lengths.length];
    for (int row = 0; row < lengths.length; row++) {
      for (int token = 0; token < lengths[row]; token++) {
        mask[token * lengths.length + row] = 1;
      }
    }
    return Tensor.create(mask, tokens, lengths.length, 1);
  }
}
