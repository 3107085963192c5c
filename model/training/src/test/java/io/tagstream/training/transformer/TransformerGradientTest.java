package io.tagstream.training.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.network.Parameters;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.RandomTransformer;
import io.tagstream.training.transformer.weights.TextbookTransformer;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** The gradients of a whole transformer are the slopes of the equations in plain doubles. */
@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class TransformerGradientTest {
  private static final TransformerShape SHAPE =
      new TransformerShape(5, 4, 2, 2, 2, 4, 6, 1e-12, PositionKind.LEARNED);

  private final TransformerWeights weights = RandomTransformer.of(SHAPE, 31);
  private final TextbookTransformer textbook = new TextbookTransformer(weights);
  private final List<PieceRow> rows =
      List.of(new PieceRow(new int[] {1, 4, 2, 4}, new int[] {0, 0, 1, 1}), PieceRow.of(3, 0));

  /** What each hidden number counts: the loss is the sum of all, so weighted. */
  private final float[] counts = new float[rows.size() * 4 * SHAPE.hidden()];

  @Test
  void shouldHaveTheGradientsOfTheEquations() {
    Random random = new Random(5);
    for (int i = 0; i < counts.length; i++) {
      boolean padding = i >= (4 + 2) * SHAPE.hidden();
      counts[i] = padding ? 0 : (float) random.nextGaussian();
    }
    Map<String, float[]> gradients = gradients();

    weights
        .tensors()
        .forEach(
            (name, values) ->
                assertGradient(name, Objects.requireNonNull(gradients.get(name)), values));
  }

  private Map<String, float[]> gradients() {
    Map<String, float[]> gradients = new TreeMap<>();
    try (PointerScope scope = new PointerScope();
        Parameters parameters = new Parameters()) {
      Transformer transformer = new Transformer(SHAPE);
      transformer.initialize(parameters, weights);
      Tensor hidden = transformer.hidden(PieceBatch.of(rows), parameters, TransformerDropout.NONE);
      hidden.mul(Tensor.create(counts).view_as(hidden)).sum().backward();
      for (String name : parameters.names()) {
        gradients.put(name, Parameters.numbers(parameters.get(name).grad()));
      }
    }
    return gradients;
  }

  private double loss() {
    double loss = 0;
    for (int row = 0; row < rows.size(); row++) {
      double[][] hidden = textbook.hidden(rows.get(row).ids(), rows.get(row).segments());
      for (int piece = 0; piece < hidden.length; piece++) {
        for (int i = 0; i < SHAPE.hidden(); i++) {
          loss += counts[(row * 4 + piece) * SHAPE.hidden() + i] * hidden[piece][i];
        }
      }
    }
    return loss;
  }

  /** Moves each number that the equations read a little up and down. */
  private void assertGradient(String name, float[] gradient, float[] values) {
    assertThat(gradient).as(name).hasSameSizeAs(values).isNotEqualTo(new float[values.length]);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      values[i] = value + 1e-3f;
      double above = loss();
      double width = values[i];
      values[i] = value - 1e-3f;
      double slope = (above - loss()) / (width - values[i]);
      values[i] = value;
      assertThat((double) gradient[i])
          .as("%s, %d", name, i)
          .isCloseTo(slope, within(1e-4 * Math.max(1, Math.abs(slope))));
    }
  }
}
