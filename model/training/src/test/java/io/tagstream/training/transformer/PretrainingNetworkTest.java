package io.tagstream.training.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.network.NetworkState;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.transformer.PretrainingNetwork.Learning;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.SinusoidalPositions;
import io.tagstream.training.transformer.weights.TextbookTransformer;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
class PretrainingNetworkTest {
  private static final TransformerShape SHAPE =
      new TransformerShape(12, 10, 2, 1, 2, 8, 16, 1e-12, PositionKind.LEARNED);
  private static final Learning LEARNING =
      new Learning(new TransformerDropout(0.1, 0.1), 0.01, 1, 1, ComputeDevice.CPU);

  @Test
  void shouldHaveTheLossesOfTheEquations() {
    try (PretrainingNetwork network = new PretrainingNetwork(SHAPE, LEARNING, 1)) {
      randomize(network);
      List<MaskedRow> rows = rows(3);

      PretrainingScores scores = network.evaluate(rows);

      double masked = 0;
      double next = 0;
      for (MaskedRow row : rows) {
        Textbook textbook = new Textbook(network, row);
        masked += textbook.maskedLoss();
        next += textbook.nextLoss();
      }
      assertThat(scores.places()).isEqualTo(6);
      assertThat(scores.rows()).isEqualTo(3);
      assertThat(scores.maskedLoss()).isCloseTo(masked, within(1e-4));
      assertThat(scores.nextLoss()).isCloseTo(next, within(1e-4));
      assertThat(scores.perplexity()).isCloseTo(Math.exp(masked / 6), within(1e-3));
    }
  }

  @Test
  void shouldLearnWhatRowsSay() {
    // Each piece follows on the one before it; a second segment that follows goes on counting.
    try (PretrainingNetwork network =
        new PretrainingNetwork(
            SHAPE, new Learning(TransformerDropout.NONE, 0.01, 1, 1, ComputeDevice.CPU), 1)) {
      PretrainingScores before = network.evaluate(rows(64));
      for (int step = 0; step < 150; step++) {
        network.step(rows(32), 5e-3);
      }
      PretrainingScores after = network.evaluate(rows(64));

      assertThat(before.perplexity()).isBetween(9.0, 15.0);
      assertThat(after.perplexity()).isLessThan(3);
      assertThat(after.nextAccuracy()).isGreaterThan(90);
      assertThat(after.maskedAccuracy()).isGreaterThan(before.maskedAccuracy() + 30);
    }
  }

  @Test
  void shouldMoveTheTableOfPiecesAtBothEnds() {
    try (PretrainingNetwork network = new PretrainingNetwork(SHAPE, LEARNING, 1)) {
      float[] before = network.weights().values(BertNames.PIECES);

      network.step(List.of(row(1, 2, true)), 1e-2);

      // Row 0 is shown nowhere; as an answer it was not given, it still moves.
      float[] after = network.weights().values(BertNames.PIECES);
      for (int i = 0; i < SHAPE.hidden(); i++) {
        assertThat(after[i]).isNotEqualTo(before[i]);
      }
    }
  }

  @Test
  void shouldGoOnTheSameFromAState() {
    try (PretrainingNetwork network = new PretrainingNetwork(SHAPE, LEARNING, 1);
        PretrainingNetwork other = new PretrainingNetwork(SHAPE, LEARNING, 2)) {
      network.step(rows(4), 1e-3);
      NetworkState state = network.state();
      network.seed(9);
      network.step(rows(4), 1e-3);

      other.restore(state);
      other.seed(9);
      other.step(rows(4), 1e-3);

      assertThat(other.state().counts()).isEqualTo(network.state().counts());
      network
          .state()
          .tensors()
          .forEach(
              (name, values) ->
                  assertThat(other.state().tensors().get(name)).as(name).isEqualTo(values));
    }
  }

  @Test
  void shouldLeaveASinusoidalTableAsItIs() {
    TransformerShape fixed =
        new TransformerShape(12, 10, 2, 1, 2, 8, 16, 1e-12, PositionKind.SINUSOIDAL);
    try (PretrainingNetwork network = new PretrainingNetwork(fixed, LEARNING, 1)) {
      network.step(rows(4), 1e-2);

      assertThat(network.weights().values(BertNames.POSITIONS))
          .isEqualTo(SinusoidalPositions.table(10, 8));
      assertThat(network.state().tensors().keySet())
          .noneMatch(name -> name.endsWith(BertNames.POSITIONS))
          .noneMatch(name -> name.startsWith("average/"));
    }
  }

  @Test
  void shouldNameItsHeadsAsBertDoes() {
    try (PretrainingNetwork network = new PretrainingNetwork(SHAPE, LEARNING, 1)) {
      assertThat(network.headWeights().keySet())
          .containsExactlyInAnyOrder(
              "cls.predictions.transform.dense.weight",
              "cls.predictions.transform.dense.bias",
              "cls.predictions.transform.LayerNorm.weight",
              "cls.predictions.transform.LayerNorm.bias",
              "cls.predictions.bias",
              "pooler.dense.weight",
              "pooler.dense.bias",
              "cls.seq_relationship.weight",
              "cls.seq_relationship.bias");
    }
  }

  private static void randomize(PretrainingNetwork network) {
    Random random = new Random(4);
    NetworkState state = network.state();
    SortedMap<String, float[]> tensors = new TreeMap<>(state.tensors());
    tensors.replaceAll(
        (name, values) -> {
          float[] other = new float[values.length];
          for (int i = 0; i < other.length; i++) {
            other[i] = (float) random.nextGaussian() / 2;
          }
          return other;
        });
    network.restore(new NetworkState(tensors, state.counts()));
  }

  private static List<MaskedRow> rows(int count) {
    Random random = new Random(count);
    List<MaskedRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(2 + random.nextInt(3), random.nextInt(2), random.nextBoolean()));
    }
    return rows;
  }

  /** Counts up from a piece; of either segment one is hidden, the first or the second. */
  private static MaskedRow row(int from, int hidden, boolean follows) {
    int[] ids = new int[6];
    int[] segments = {0, 0, 0, 1, 1, 1};
    for (int i = 0; i < 6; i++) {
      ids[i] = i < 3 ? from + i : follows ? from + i : from + i + 2;
    }
    int[] places = {1 + hidden % 2, 4 + hidden % 2};
    int[] pieces = {ids[places[0]], ids[places[1]]};
    ids[places[0]] = 1;
    ids[places[1]] = 1;
    return new MaskedRow(new PieceRow(ids, segments), places, pieces, follows);
  }

  /** The losses of a row in plain doubles. */
  private static final class Textbook {
    private final MaskedRow row;
    private final double[][] hidden;
    private final Map<String, float[]> heads;
    private final TransformerWeights weights;

    Textbook(PretrainingNetwork network, MaskedRow row) {
      this.row = row;
      this.weights = network.weights();
      this.heads = network.headWeights();
      hidden = new TextbookTransformer(weights).hidden(row.row().ids(), row.row().segments());
    }

    /** -log softmax(E norm(GELU(W h + b)) + c) at the hidden piece, E being the table of pieces. */
    double maskedLoss() {
      double loss = 0;
      for (int i = 0; i < row.places().length; i++) {
        double[] inner = affine("cls.predictions.transform.dense", hidden[row.places()[i]]);
        for (int j = 0; j < inner.length; j++) {
          inner[j] = TextbookTransformer.gelu(inner[j]);
        }
        double[] logits = norm(inner);
        logits = times(weights.values(BertNames.PIECES), head("cls.predictions.bias"), logits);
        loss += crossEntropy(logits, row.pieces()[i]);
      }
      return loss;
    }

    /** -log softmax(V tanh(W h0 + b) + c) of 0 for a segment that follows, of 1 for another. */
    double nextLoss() {
      double[] pooled = affine("pooler.dense", hidden[0]);
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] = Math.tanh(pooled[i]);
      }
      return crossEntropy(affine("cls.seq_relationship", pooled), row.follows() ? 0 : 1);
    }

    private double[] norm(double[] x) {
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance =
          Arrays.stream(x).map(each -> Math.pow(each - mean, 2)).average().orElseThrow();
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] =
            head("cls.predictions.transform.LayerNorm.weight")[i]
                    * (x[i] - mean)
                    / Math.sqrt(variance + 1e-12)
                + head("cls.predictions.transform.LayerNorm.bias")[i];
      }
      return y;
    }

    private double[] affine(String name, double[] x) {
      return times(head(name + ".weight"), head(name + ".bias"), x);
    }

    private static double[] times(float[] weight, float[] bias, double[] x) {
      double[] y = new double[bias.length];
      for (int out = 0; out < y.length; out++) {
        y[out] = bias[out];
        for (int in = 0; in < x.length; in++) {
          y[out] += weight[out * x.length + in] * x[in];
        }
      }
      return y;
    }

    private float[] head(String name) {
      return Objects.requireNonNull(heads.get(name));
    }

    private static double crossEntropy(double[] logits, int right) {
      double total = 0;
      for (double logit : logits) {
        total += Math.exp(logit);
      }
      return Math.log(total) - logits[right];
    }
  }
}
