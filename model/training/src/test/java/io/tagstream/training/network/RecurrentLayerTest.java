package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.training.onnx.StackWeights;
import io.tagstream.training.onnx.TextbookLayer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresLibtorch
class RecurrentLayerTest {
  private static final int TOKENS = 4;
  private static final int INPUT_SIZE = 3;
  private static final int HIDDEN_SIZE = 5;

  private final Random random = new Random(17);
  private final float[] x = numbers(TOKENS * INPUT_SIZE);

  /** What the loss multiplies each hidden state by, so that each has another gradient. */
  private final float[] share = numbers(TOKENS * HIDDEN_SIZE);

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try") // scopes work by being open
  void shouldSayWhatTheEquationsSay(Cell cell) {
    try (Parameters parameters = parameters(cell);
        PointerScope scope = new PointerScope()) {
      Tensor hidden = layer(cell).of(parameters.get("x"), parameters);

      float[] found = new float[TOKENS * HIDDEN_SIZE];
      hidden.detach().contiguous().<FloatBuffer>createBuffer().get(found);
      double[][] expected = textbook(layer(cell).read(parameters));
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i])
            .isCloseTo(expected[i / HIDDEN_SIZE][i % HIDDEN_SIZE], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try") // scopes work by being open
  void shouldHaveTheGradientThatFiniteDifferencesShow(Cell cell) {
    try (Parameters parameters = parameters(cell);
        PointerScope scope = new PointerScope()) {
      StackWeights.Layer weights = layer(cell).read(parameters);
      Tensor hidden = layer(cell).of(parameters.get("x"), parameters);
      hidden.mul(Tensor.create(share, TOKENS, 1, HIDDEN_SIZE)).sum().backward();

      assertGradient(parameters.get("x"), x, weights);
      assertGradient(parameters.get("layer.input"), weights.input().values(), weights);
      assertGradient(parameters.get("layer.recurrent"), weights.recurrent().values(), weights);
      assertGradient(parameters.get("layer.inputBias"), weights.inputBias(), weights);
      assertGradient(parameters.get("layer.recurrentBias"), weights.recurrentBias(), weights);
    }
  }

  /** Moves each number of {@code values}, which the textbook reads, a little up and down. */
  private void assertGradient(Tensor tensor, float[] values, StackWeights.Layer weights) {
    float[] gradient = new float[values.length];
    tensor.grad().contiguous().<FloatBuffer>createBuffer().get(gradient);
    assertThat(gradient).as("gradient").isNotEqualTo(new float[values.length]);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      values[i] = value + 1e-3f;
      double above = loss(weights);
      double width = values[i];
      values[i] = value - 1e-3f;
      double slope = (above - loss(weights)) / (width - values[i]);
      values[i] = value;
      assertThat((double) gradient[i]).isCloseTo(slope, within(2e-5));
    }
  }

  private double loss(StackWeights.Layer weights) {
    double[][] hidden = textbook(weights);
    double loss = 0;
    for (int i = 0; i < share.length; i++) {
      loss += share[i] * hidden[i / HIDDEN_SIZE][i % HIDDEN_SIZE];
    }
    return loss;
  }

  private double[][] textbook(StackWeights.Layer weights) {
    double[][] row = new double[TOKENS][INPUT_SIZE];
    for (int i = 0; i < x.length; i++) {
      row[i / INPUT_SIZE][i % INPUT_SIZE] = x[i];
    }
    return TextbookLayer.hidden(weights, row);
  }

  private static RecurrentLayer layer(Cell cell) {
    return new RecurrentLayer("layer", cell, INPUT_SIZE, HIDDEN_SIZE);
  }

  /** The parameters of a layer, all of them random, and a row to read. */
  private Parameters parameters(Cell cell) {
    Parameters parameters = new Parameters();
    parameters.add("x", x, TOKENS, 1, INPUT_SIZE);
    layer(cell).initialize(parameters, new InitialValues(5));
    for (String bias : List.of("layer.inputBias", "layer.recurrentBias")) {
      int count = Math.toIntExact(parameters.get(bias).numel());
      parameters.get(bias).close();
      parameters.add(bias, numbers(count), count);
    }
    return parameters;
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
