package io.tagstream.training.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.network.Parameters;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.RandomTransformer;
import io.tagstream.training.transformer.weights.TextbookTransformer;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every block of a transformer says what its equation says in plain doubles. */
@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class TransformerEquationsTest {
  private static final TransformerShape SHAPE =
      new TransformerShape(13, 9, 2, 2, 3, 6, 10, 1e-12, PositionKind.LEARNED);
  private static final int LAYER = 1;
  private static final int PIECES = 5;

  private final Random random = new Random(7);

  @Test
  void shouldAttendByScaledDotProducts() {
    double[][] query = numbers(PIECES, 4);
    double[][] key = numbers(PIECES, 4);
    double[][] value = numbers(PIECES, 4);

    try (PointerScope scope = new PointerScope()) {
      Tensor found =
          Attention.scaledDotProduct(
              tensor(query).unsqueeze(0),
              tensor(key).unsqueeze(0),
              tensor(value).unsqueeze(0),
              null,
              0);

      assertClose(found.squeeze(0), TextbookTransformer.scaledDotProduct(query, key, value));
    }
  }

  @Test
  void shouldAttendWithManyHeads() {
    double[][] x = numbers(PIECES, SHAPE.hidden());
    TransformerWeights weights = RandomTransformer.of(SHAPE, 1);
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(weights)) {
      Tensor found = new Attention(LAYER, SHAPE.heads()).of(tensor(x), null, 0, parameters);

      assertClose(found, new TextbookTransformer(weights).attention(LAYER, x));
    }
  }

  @Test
  void shouldFeedForwardThroughTheErrorFunction() {
    double[][] x = numbers(PIECES, SHAPE.hidden());
    TransformerWeights weights = RandomTransformer.of(SHAPE, 2);
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(weights)) {
      Tensor found = new FeedForward(LAYER).of(tensor(x), parameters);

      assertClose(found, new TextbookTransformer(weights).feedForward(LAYER, x));
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-12", "0.3"})
  void shouldNormLayers(double epsilon) {
    double[][] x = numbers(PIECES, SHAPE.hidden());
    TransformerShape shape =
        new TransformerShape(13, 9, 2, 1, 3, 6, 10, epsilon, PositionKind.LEARNED);
    TransformerWeights weights = RandomTransformer.of(shape, 3);
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(weights)) {
      String name = LayerPart.OUTPUT_NORM.in(0);

      Tensor found = new LayerNorm(name, epsilon).of(tensor(x), parameters);

      assertClose(found, new TextbookTransformer(weights).norm(name, x));
    }
  }

  @Test
  void shouldAddWhatGoesRoundABlockBeforeTheNorm() {
    double[][] x = numbers(PIECES, SHAPE.hidden());
    double[][] made = numbers(PIECES, SHAPE.hidden());
    double[][] sum = new double[PIECES][SHAPE.hidden()];
    for (int piece = 0; piece < PIECES; piece++) {
      for (int i = 0; i < SHAPE.hidden(); i++) {
        sum[piece][i] = x[piece][i] + made[piece][i];
      }
    }
    TransformerWeights weights = RandomTransformer.of(SHAPE, 4);
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(weights)) {
      String name = LayerPart.ATTENTION_NORM.in(LAYER);

      Tensor found = new Transformer(SHAPE).residual(name, tensor(x), tensor(made), parameters);

      assertClose(found, new TextbookTransformer(weights).norm(name, sum));
    }
  }

  @ParameterizedTest
  @CsvSource({"LEARNED, 2", "LEARNED, 1", "LEARNED, 0", "SINUSOIDAL, 2"})
  void shouldEmbedPiecesPositionsAndSegments(PositionKind kind, int segments) {
    TransformerWeights weights = RandomTransformer.of(shape(kind, segments), 5);
    PieceRow row = row(PIECES, segments);
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(weights)) {
      PieceBatch batch = PieceBatch.of(List.of(row));

      Tensor found =
          new Embeddings(weights.shape()).of(batch, parameters.get(BertNames.PIECES), parameters);

      assertClose(found, new TextbookTransformer(weights).embeddings(row.ids(), row.segments()));
    }
  }

  @ParameterizedTest
  @CsvSource({"LEARNED, 2", "LEARNED, 0", "SINUSOIDAL, 2"})
  void shouldStackLayers(PositionKind kind, int segments) {
    TransformerWeights weights = RandomTransformer.of(shape(kind, segments), 6);
    PieceRow row = row(weights.shape().positions(), segments);

    assertHidden(weights, List.of(row));
  }

  @Test
  void shouldSayTheSameOfPaddedRows() {
    List<PieceRow> rows = List.of(row(3, 2), row(9, 2), row(1, 2), row(6, 2));

    assertHidden(RandomTransformer.of(SHAPE, 8), rows);
  }

  @Test
  void shouldSayTheSameWithTheRowsOfTheTableThatOccur() {
    TransformerWeights weights = RandomTransformer.of(SHAPE, 9);
    List<PieceRow> rows = List.of(PieceRow.of(12, 3, 3), PieceRow.of(0, 7));
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(weights)) {
      OccurringPieces occurring = OccurringPieces.of(rows);
      Tensor table =
          parameters.get(BertNames.PIECES).index_select(0, Tensor.create(occurring.ids()));
      Transformer transformer = new Transformer(SHAPE);

      Tensor cut =
          transformer.hidden(occurring.batch(rows), table, parameters, TransformerDropout.NONE);

      assertThat(occurring.ids()).containsExactly(0, 3, 7, 12);
      Tensor whole = transformer.hidden(PieceBatch.of(rows), parameters, TransformerDropout.NONE);
      assertThat(Parameters.numbers(cut)).containsExactly(Parameters.numbers(whole));
    }
  }

  @Test
  void shouldRefuseRowsLongerThanThePositions() {
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(RandomTransformer.of(SHAPE, 10))) {
      PieceBatch batch = PieceBatch.of(List.of(row(10, 2)));

      assertThatThrownBy(
              () -> new Transformer(SHAPE).hidden(batch, parameters, TransformerDropout.NONE))
          .hasMessageContaining(
              "expected at most 9 pieces, as the transformer has positions, found 10");
    }
  }

  @ParameterizedTest
  @CsvSource({"LEARNED", "SINUSOIDAL"})
  void shouldGiveBackTheWeightsItWasGiven(PositionKind kind) {
    TransformerWeights weights = RandomTransformer.of(shape(kind, 2), 11);
    try (Parameters parameters = parameters(weights)) {
      TransformerWeights read = new Transformer(weights.shape()).read(parameters);

      weights.tensors().forEach((name, values) -> assertThat(read.values(name)).isEqualTo(values));
      assertThat(parameters.names().contains(BertNames.POSITIONS))
          .isEqualTo(kind == PositionKind.LEARNED);
      assertThat(parameters.decays(BertNames.weight(LayerPart.QUERY.in(0)))).isTrue();
      assertThat(parameters.decays(BertNames.PIECES)).isFalse();
      assertThat(parameters.decays(BertNames.weight(LayerPart.OUTPUT_NORM.in(0)))).isFalse();
    }
  }

  private static TransformerShape shape(PositionKind kind, int segments) {
    return new TransformerShape(13, 9, segments, 2, 3, 6, 10, 1e-12, kind);
  }

  private static void assertHidden(TransformerWeights weights, List<PieceRow> rows) {
    TextbookTransformer textbook = new TextbookTransformer(weights);
    try (PointerScope scope = new PointerScope();
        Parameters parameters = parameters(weights)) {
      Tensor found =
          new Transformer(weights.shape())
              .hidden(PieceBatch.of(rows), parameters, TransformerDropout.NONE);
      for (int row = 0; row < rows.size(); row++) {
        PieceRow each = rows.get(row);
        assertClose(
            found.select(0, row).narrow(0, 0, each.length()),
            textbook.hidden(each.ids(), each.segments()));
      }
    }
  }

  private PieceRow row(int length, int segments) {
    return new PieceRow(
        random.ints(length, 0, SHAPE.vocabulary()).toArray(),
        random.ints(length, 0, Math.max(1, segments)).toArray());
  }

  private double[][] numbers(int rows, int width) {
    double[][] numbers = new double[rows][width];
    for (double[] row : numbers) {
      for (int i = 0; i < width; i++) {
        // Numbers that both precisions have.
        row[i] = (float) random.nextGaussian();
      }
    }
    return numbers;
  }

  private static Parameters parameters(TransformerWeights weights) {
    Parameters parameters = new Parameters();
    new Transformer(weights.shape()).initialize(parameters, weights);
    return parameters;
  }

  /** One row, float [1,P,n]. */
  private static Tensor tensor(double[][] numbers) {
    float[] values = new float[numbers.length * numbers[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers[i / numbers[0].length][i % numbers[0].length];
    }
    return Tensor.create(values, 1, numbers.length, numbers[0].length);
  }

  private static void assertClose(Tensor found, double[][] expected) {
    float[] values = Parameters.numbers(found);
    int width = expected[0].length;
    assertThat(values).hasSize(expected.length * width);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i])
          .as("piece %d, number %d", i / width, i % width)
          .isCloseTo(expected[i / width][i % width], within(1e-5));
    }
  }
}
