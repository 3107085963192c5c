package io.tagstream.training.transformer.weights;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Transformers whose numbers are all random, biases and norms too. */
public final class RandomTransformer {
  private RandomTransformer() {}

  /** Draws the numbers; a table of positions that is fixed stays so. */
  public static TransformerWeights of(TransformerShape shape, long seed) {
    Random random = new Random(seed);
    Map<String, float[]> tensors = new TreeMap<>();
    shape
        .tensors()
        .forEach(
            (name, sizes) -> {
              float[] values = new float[sizes.stream().reduce(1, Math::multiplyExact)];
              for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() / 2;
              }
              tensors.put(name, values);
            });
    if (shape.positionKind() == PositionKind.SINUSOIDAL) {
      tensors.put(
          BertNames.POSITIONS, SinusoidalPositions.table(shape.positions(), shape.hidden()));
    }
    return new TransformerWeights(shape, tensors);
  }
}
