package io.tagstream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.compact.WeightStorage;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.RandomTransformer;
import io.tagstream.training.transformer.weights.TextbookTransformer;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformerGraphWriterTest {
  private static final int HIDDEN = 16;
  private static final TransformerShape SHAPE =
      new TransformerShape(50, 70, 2, 2, 4, HIDDEN, 24, 1e-12, PositionKind.LEARNED);
  private static final TransformerShape WITHOUT_TABLES =
      new TransformerShape(50, 70, 0, 1, 2, HIDDEN, 24, 1e-5, PositionKind.SINUSOIDAL);
  private static final List<int[]> ROWS =
      IntStream.of(3, 17, 1, 33, 64, 5, 70).mapToObj(TransformerGraphWriterTest::row).toList();

  @Test
  void shouldComputeTheEquations() {
    for (TransformerShape shape : List.of(SHAPE, WITHOUT_TABLES)) {
      TransformerWeights weights = RandomTransformer.of(shape, 4);
      List<float[][]> found = hidden(weights, WeightStorage.FP32);
      for (int row = 0; row < ROWS.size(); row++) {
        double[][] expected =
            new TextbookTransformer(weights).hidden(ROWS.get(row), new int[ROWS.get(row).length]);
        for (int piece = 0; piece < expected.length; piece++) {
          for (int i = 0; i < HIDDEN; i++) {
            assertThat((double) found.get(row)[piece][i])
                .isCloseTo(expected[piece][i], within(1e-4));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FP32, FIRST", "FP16, MEAN", "INT8, POOLER", "INT8, ATTENTION", "FP32, MAX"})
  void shouldSayTheSameBitsOfARowAloneAndAmongOthers(WeightStorage storage, Pooling pooling) {
    TransformerGraphWeights weights =
        new TransformerGraphWeights(
            RandomTransformer.of(SHAPE, 7),
            new SlotHeadWeights(identity(), null),
            new ClassHeadWeights(pooling(pooling), dense(5, 1)));
    try (TransformerRows graph =
        new TransformerRows(TransformerGraphWriter.write(weights, storage))) {
      List<float[][]> together = graph.run("tag_logits", ROWS);
      float[][] classes = graph.classes(ROWS);
      for (int row = 0; row < ROWS.size(); row++) {
        assertThat(graph.run("tag_logits", ROWS.subList(row, row + 1)).get(0))
            .isDeepEqualTo(together.get(row));
        assertThat(graph.classes(ROWS.subList(row, row + 1))[0]).isEqualTo(classes[row]);
      }
    }
  }

  @Test
  void shouldPoolTheFirstPiece() {
    Dense head = dense(5, 1);
    TransformerWeights weights = RandomTransformer.of(SHAPE, 7);
    float[][] first = classes(weights, new ClassHeadWeights(new ClassHeadWeights.First(), head));
    List<float[][]> hidden = hidden(weights, WeightStorage.FP32);
    for (int row = 0; row < ROWS.size(); row++) {
      for (int i = 0; i < 5; i++) {
        double expected = head.bias()[i];
        for (int j = 0; j < HIDDEN; j++) {
          expected += (double) head.weight().at(i, j) * hidden.get(row)[0][j];
        }
        assertThat((double) first[row][i]).isCloseTo(expected, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FP16, 0.01", "INT8, 0.2"})
  void shouldSayAboutTheSameOfSmallerNumbers(WeightStorage storage, double difference) {
    TransformerWeights weights = RandomTransformer.of(SHAPE, 4);
    List<float[][]> exact = hidden(weights, WeightStorage.FP32);
    List<float[][]> stored = hidden(weights, storage);
    double sum = 0;
    int count = 0;
    for (int row = 0; row < ROWS.size(); row++) {
      for (int piece = 0; piece < ROWS.get(row).length; piece++) {
        for (int i = 0; i < HIDDEN; i++) {
          sum += Math.abs(stored.get(row)[piece][i] - exact.get(row)[piece][i]);
          count++;
        }
      }
    }
    assertThat(sum / count).isBetween(1e-7, difference / 4);
  }

  @Test
  void shouldStoreFewerBytes() {
    TransformerShape large =
        new TransformerShape(2_000, 70, 2, 2, 4, 64, 256, 1e-12, PositionKind.LEARNED);
    TransformerGraphWeights weights =
        new TransformerGraphWeights(RandomTransformer.of(large, 4), null, null);
    int fp32 = TransformerGraphWriter.write(weights, WeightStorage.FP32).length;
    assertThat(TransformerGraphWriter.write(weights, WeightStorage.FP16).length)
        .isBetween(fp32 / 2, fp32 * 55 / 100);
    assertThat(TransformerGraphWriter.write(weights, WeightStorage.INT8).length)
        .isBetween(fp32 / 4, fp32 * 32 / 100);
  }

  private enum Pooling {
    FIRST,
    POOLER,
    MEAN,
    ATTENTION,
    MAX
  }

  private static ClassHeadWeights.Pooling pooling(Pooling pooling) {
    return switch (pooling) {
      case FIRST -> new ClassHeadWeights.First();
      case POOLER -> new ClassHeadWeights.Pooler(dense(HIDDEN, 3));
      case MEAN -> new ClassHeadWeights.Mean();
      case ATTENTION -> new ClassHeadWeights.Attention(dense(3, 2), new float[] {1, -1, 2});
      case MAX -> new ClassHeadWeights.Max();
    };
  }

  private static List<float[][]> hidden(TransformerWeights weights, WeightStorage storage) {
    TransformerGraphWeights all =
        new TransformerGraphWeights(weights, new SlotHeadWeights(identity(), null), null);
    try (TransformerRows graph = new TransformerRows(TransformerGraphWriter.write(all, storage))) {
      return graph.run("tag_logits", ROWS);
    }
  }

  private static float[][] classes(TransformerWeights weights, ClassHeadWeights head) {
    TransformerGraphWeights all = new TransformerGraphWeights(weights, null, head);
    try (TransformerRows graph =
        new TransformerRows(TransformerGraphWriter.write(all, WeightStorage.FP32))) {
      return graph.classes(ROWS);
    }
  }

  /** A head that says what it reads. */
  private static Dense identity() {
    float[] values = new float[HIDDEN * HIDDEN];
    for (int i = 0; i < HIDDEN; i++) {
      values[i * HIDDEN + i] = 1;
    }
    return new Dense(new Matrix(HIDDEN, HIDDEN, values), new float[HIDDEN]);
  }

  private static Dense dense(int out, long seed) {
    Random random = new Random(seed);
    float[] values = new float[out * HIDDEN];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Dense(new Matrix(out, HIDDEN, values), new float[out]);
  }

  private static int[] row(int length) {
    return new Random(length).ints(length, 0, SHAPE.vocabulary()).toArray();
  }
}
