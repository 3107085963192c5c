package io.tagstream.training.onnx;

import io.tagstream.model.recurrent.RecurrentShape;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Networks with seeded random weights, of any size, for tests that need numbers but no meaning. */
final class RandomWeights {
  private final Random random;
  private final RecurrentTokenizer tokenizer;
  private final RecurrentShape shape;

  private RandomWeights(long seed, RecurrentTokenizer tokenizer, RecurrentShape shape) {
    this.random = new Random(seed);
    this.tokenizer = tokenizer;
    this.shape = shape;
  }

  /**
   * Makes a network.
   *
   * @param width numbers a word, and half as many a character and filter; features get a quarter
   */
  static RecurrentWeights of(
      long seed, RecurrentTokenizer tokenizer, RecurrentShape shape, int width) {
    return new RandomWeights(seed, tokenizer, shape).network(width);
  }

  private RecurrentWeights network(int width) {
    int characterWidth = width / 2;
    int featureWidth = width / 4;
    int filters = width / 2;
    Matrix characters = matrix(tokenizer.characterRows(), characterWidth, 1);
    for (int i = 0; i < characterWidth; i++) {
      characters.values()[i] = 0;
    }
    int hidden = shape.hiddenSize();
    int inputSize = width + tokenizer.featureCount() * featureWidth + filters;
    return new RecurrentWeights(
        new InputWeights(
            matrix(tokenizer.wordRows(), width, 1),
            matrix(tokenizer.affixes().buckets(), featureWidth, 1),
            new InputWeights.Spelling(characters, dense(filters, 3 * characterWidth))),
        new StackWeights(layers(inputSize, hidden), layers(inputSize + hidden, hidden)),
        shape.tagCount() == 0 ? null : new SlotHeadWeights(dense(shape.tagCount(), 2 * hidden)),
        shape.classCount() == 0
            ? null
            : new ClassHeadWeights(
                dense(hidden, 2 * hidden),
                numbers(hidden, 1),
                dense(shape.classCount(), 2 * hidden)));
  }

  private List<StackWeights.Layer> layers(int inputSize, int hidden) {
    List<StackWeights.Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      int in = layer == 0 ? inputSize : hidden;
      layers.add(
          new StackWeights.Layer(
              matrix(4 * hidden, in, Math.sqrt(1.0 / in)),
              matrix(4 * hidden, hidden, Math.sqrt(1.0 / hidden)),
              numbers(4 * hidden, 0.5),
              numbers(4 * hidden, 0.5)));
    }
    return layers;
  }

  private Dense dense(int out, int in) {
    return new Dense(matrix(out, in, Math.sqrt(1.0 / in)), numbers(out, 0.5));
  }

  private Matrix matrix(int rows, int columns, double deviation) {
    return new Matrix(rows, columns, numbers(rows * columns, deviation));
  }

  private float[] numbers(int count, double deviation) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (random.nextGaussian() * deviation);
    }
    return numbers;
  }
}
