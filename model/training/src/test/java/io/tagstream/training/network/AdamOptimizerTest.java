package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class AdamOptimizerTest {
  private static final int SIZE = 50;

  @ParameterizedTest
  @CsvSource({"ADAM, 0", "ADAM, 0.1", "ADAMW, 0", "ADAMW, 0.1"})
  void shouldStepAsLibtorchDoes(OptimizerKind kind, double decay) {
    try (PointerScope scope = new PointerScope();
        Parameters ours = parameters();
        Parameters theirs = parameters();
        AdamOptimizer optimizer = new AdamOptimizer(ours, kind, decay, RateFactors.ONE);
        Optimizer reference = reference(kind, decay, theirs)) {
      for (int step = 0; step < 30; step++) {
        squares(ours, "layer.weight", step).backward();
        optimizer.step(0.01, List.of());
        reference.zero_grad();
        squares(theirs, "layer.weight", step).backward();
        reference.step();
      }
      assertThat(ours.values("layer.weight"))
          .containsExactly(theirs.values("layer.weight"), within(1e-5f));
    }
  }

  @Test
  void shouldSpareBiases() {
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters();
        AdamOptimizer optimizer =
            new AdamOptimizer(parameters, OptimizerKind.ADAMW, 0.5, RateFactors.ONE)) {
      for (String name : parameters.names()) {
        parameters.get(name).sum().mul(parameters.get(name).detach().sum()).backward();
      }
      float[] before = parameters.values("layer.bias");
      float[] weightBefore = parameters.values("layer.weight");

      optimizer.step(0.1, List.of());

      // The first step of Adam is the learning rate, whatever the gradient; the rest is decay.
      assertThat(Math.abs(parameters.values("layer.bias")[1] - before[1]))
          .isCloseTo(0.1f, within(1e-5f));
      float moved = parameters.values("layer.weight")[1] - weightBefore[1] * (1 - 0.1f * 0.5f);
      assertThat(Math.abs(moved)).isCloseTo(0.1f, within(1e-5f));
    }
  }

  @Test
  void shouldLeaveAloneWhatHasNoGradient() {
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters();
        AdamOptimizer optimizer =
            new AdamOptimizer(parameters, OptimizerKind.ADAMW, 0.5, RateFactors.ONE)) {
      float[] before = parameters.values("layer.bias");
      squares(parameters, "layer.bias", 1).backward();
      optimizer.step(0.1, List.of());
      float[] after = parameters.values("layer.bias");
      squares(parameters, "layer.weight", 1).backward();

      optimizer.step(0.1, List.of());

      assertThat(after).isNotEqualTo(before);
      assertThat(parameters.values("layer.bias")).isEqualTo(after);
    }
  }

  @Test
  void shouldMoveRowsOfATableAsItMovesWholeTables() {
    try (PointerScope scope = new PointerScope();
        Parameters whole = parameters();
        Parameters byRows = parameters();
        AdamOptimizer wholes = new AdamOptimizer(whole, OptimizerKind.ADAMW, 0, RateFactors.ONE);
        AdamOptimizer rows = new AdamOptimizer(byRows, OptimizerKind.ADAMW, 0, name -> 0.5)) {
      float[] before = byRows.values("layer.weight");
      for (int step = 0; step < 3; step++) {
        TableRows taken = TableRows.of("layer.weight", new long[] {3, 1}, byRows);
        squared(whole.get("layer.weight").index_select(0, taken.ids())).backward();
        squared(taken.values()).backward();
        wholes.step(0.05, List.of());
        rows.step(0.1, List.of(taken));
      }
      float[] after = byRows.values("layer.weight");
      int width = SIZE / 5;
      for (int row : new int[] {1, 3}) {
        assertThat(Arrays.copyOfRange(after, row * width, (row + 1) * width))
            .containsExactly(
                Arrays.copyOfRange(whole.values("layer.weight"), row * width, (row + 1) * width),
                within(1e-6f));
      }
      assertThat(Arrays.copyOf(after, width)).isEqualTo(Arrays.copyOf(before, width));
      assertThat(after[width]).isNotEqualTo(before[width]);
    }
  }

  private static Tensor squared(Tensor values) {
    return values.mul(values).sum();
  }

  private static Optimizer reference(OptimizerKind kind, double decay, Parameters parameters) {
    TensorVector tensors = new TensorVector(parameters.get("layer.weight"));
    if (kind == OptimizerKind.ADAM) {
      AdamOptions options = new AdamOptions(0.01);
      options.weight_decay().put(decay);
      return new Adam(tensors, options);
    }
    AdamWOptions options = new AdamWOptions(0.01);
    options.weight_decay().put(decay);
    return new AdamW(tensors, options);
  }

  /** A bowl that is another one at every step. */
  private static Tensor squares(Parameters parameters, String name, int step) {
    float[] numbers = new float[SIZE];
    Random random = new Random(step);
    for (int i = 0; i < SIZE; i++) {
      numbers[i] = random.nextFloat() * 3 - 1;
    }
    Tensor difference = parameters.get(name).sub(Tensor.create(numbers, 5, SIZE / 5));
    return difference.mul(difference).sum();
  }

  private static Parameters parameters() {
    Parameters parameters = new Parameters();
    for (String name : new String[] {"layer.weight", "layer.bias"}) {
      float[] numbers = new float[SIZE];
      Random random = new Random(9);
      for (int i = 0; i < SIZE; i++) {
        numbers[i] = random.nextFloat();
      }
      if (name.equals("layer.weight")) {
        parameters.addWeight(name, numbers, 5, SIZE / 5);
      } else {
        parameters.add(name, numbers, 5, SIZE / 5);
      }
    }
    return parameters;
  }
}
