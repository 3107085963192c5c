package io.tagstream.training.onnx;

import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.recurrent.RecurrentShape;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Networks with seeded random weights, of any size, for tests that need numbers but no meaning. */
final class RandomWeights {
  private final Random random;
  private final RecurrentTokenizer tokenizer;
  private final RecurrentShape shape;
  private final Kind kind;

  private RandomWeights(long seed, RecurrentTokenizer tokenizer, RecurrentShape shape, Kind kind) {
    this.random = new Random(seed);
    this.tokenizer = tokenizer;
    this.shape = shape;
    this.kind = kind;
  }

  /**
   * What a shape does not say.
   *
   * @param bidirectional whether there are backward layers
   * @param residual whether layers have residual connections
   * @param pooling how classes are pooled
   * @param classToSlots whether the slot head reads the classes
   * @param characterStates whether characters are read by an LSTM, not by a convolution
   */
  record Kind(
      boolean bidirectional,
      boolean residual,
      Pooling pooling,
      boolean classToSlots,
      boolean characterStates) {
    static final Kind PRESET = new Kind(true, false, Pooling.ATTENTION, false, false);
  }

  /** How classes are pooled. */
  enum Pooling {
    ATTENTION,
    MEAN,
    MAX
  }

  /**
   * Makes a network like those of the presets.
   *
   * @param width numbers a word, and half as many a character and filter; features get a quarter
   */
  static RecurrentWeights of(
      long seed, RecurrentTokenizer tokenizer, RecurrentShape shape, int width) {
    return of(seed, tokenizer, shape, width, Kind.PRESET);
  }

  static RecurrentWeights of(
      long seed, RecurrentTokenizer tokenizer, RecurrentShape shape, int width, Kind kind) {
    return new RandomWeights(seed, tokenizer, shape, kind).network(width);
  }

  private RecurrentWeights network(int width) {
    Matrix characters = tokenizer.characterRows() == 0 ? null : characters(width / 2);
    int featureWidth = width / 4;
    int hidden = shape.hiddenSize();
    Matrix lexicon =
        tokenizer.lexicon() == null ? null : lexicon(tokenizer.lexicon().rows(), width);
    int inputSize =
        width
            + tokenizer.featureCount() * featureWidth
            + (characters == null ? 0 : width / 2)
            + (lexicon == null ? 0 : width);
    InputWeights input =
        new InputWeights(
            matrix(tokenizer.wordRows(), width, 1),
            tokenizer.featureCount() == 0
                ? null
                : matrix(tokenizer.affixes().buckets(), featureWidth, 1),
            characters == null ? null : spelling(characters),
            lexicon);
    StackWeights stack =
        new StackWeights(
            layers(inputSize, hidden),
            kind.bidirectional() ? layers(inputSize + hidden, hidden) : List.of(),
            kind.residual());
    int read = kind.bidirectional() ? 2 * hidden : hidden;
    return new RecurrentWeights(input, stack, slots(read), classes(hidden, read));
  }

  private Matrix characters(int width) {
    Matrix characters = matrix(tokenizer.characterRows(), width, 1);
    Arrays.fill(characters.values(), 0, width, 0);
    return characters;
  }

  /** A table that a byte a number stores exactly: whole numbers times a power of two a column. */
  private Matrix lexicon(int rows, int width) {
    float[] values = new float[rows * width];
    for (int i = width; i < values.length; i++) {
      int whole = i < 2 * width ? 127 : random.nextInt(255) - 127;
      values[i] = whole * (float) Math.scalb(1.0, -6 - i % width % 3);
    }
    return new Matrix(rows, width, values);
  }

  private Spelling spelling(Matrix characters) {
    int width = characters.columns();
    return kind.characterStates()
        ? new Spelling.LastStates(
            characters, layer(Cell.LSTM, width, width / 2), layer(Cell.LSTM, width, width / 2))
        : new Spelling.Convolution(characters, dense(width, 3 * width));
  }

  private @Nullable SlotHeadWeights slots(int read) {
    return shape.tagCount() == 0
        ? null
        : new SlotHeadWeights(
            dense(shape.tagCount(), read),
            kind.classToSlots() ? matrix(shape.tagCount(), shape.classCount(), 1) : null);
  }

  private @Nullable ClassHeadWeights classes(int width, int read) {
    if (shape.classCount() == 0) {
      return null;
    }
    ClassHeadWeights.Pooling pooling =
        switch (kind.pooling()) {
          case ATTENTION -> new ClassHeadWeights.Attention(dense(width, read), numbers(width, 1));
          case MEAN -> new ClassHeadWeights.Mean();
          case MAX -> new ClassHeadWeights.Max();
        };
    return new ClassHeadWeights(pooling, dense(shape.classCount(), read));
  }

  private List<StackWeights.Layer> layers(int inputSize, int hidden) {
    List<StackWeights.Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      layers.add(layer(shape.cell(), layer == 0 ? inputSize : hidden, hidden));
    }
    return layers;
  }

  private StackWeights.Layer layer(Cell cell, int in, int hidden) {
    int gates = cell == Cell.LSTM ? 4 : cell == Cell.GRU ? 3 : 1;
    return new StackWeights.Layer(
        cell,
        matrix(gates * hidden, in, Math.sqrt(1.0 / in)),
        matrix(gates * hidden, hidden, Math.sqrt(1.0 / hidden)),
        numbers(gates * hidden, 0.5),
        numbers(gates * hidden, 0.5));
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
