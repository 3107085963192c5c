package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.WordIds;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class ConsistencyTest {
  private static final String HEAD = "main";
  private static final int TOKENS = 3;
  private static final int TAGS = 4;
  private static final Dropout DROPOUT = new Dropout(0.3, 0.3, 0.4, 0.1);

  private final Random random = new Random(7);
  private final List<TrainingSentence> sentences =
      IntStream.of(1, 5, 2, 3).mapToObj(this::sentence).toList();

  @Test
  void shouldMeasureWhatSymmetricDivergenceMeasures() {
    double[][][] logits = new double[TOKENS][2][TAGS];
    float[] flat = new float[TOKENS * 2 * TAGS];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) random.nextGaussian();
      logits[i / TAGS / 2][i / TAGS % 2][i % TAGS] = flat[i];
    }
    // The last token of both rows pads.
    float[] mask = {1, 1, 1, 1, 0, 0};
    double expected = 0;
    for (int token = 0; token < TOKENS - 1; token++) {
      expected += divergence(logits[token]);
    }
    Consistency consistency = new Consistency(1);
    try (PointerScope scope = new PointerScope()) {
      Tensor tags = Tensor.create(flat, TOKENS, 2, TAGS);
      Tensor present = Tensor.create(mask, TOKENS, 2, 1);
      assertThat(consistency.ofTags(tags, present).item_float())
          .isCloseTo((float) expected, within(1e-4f));
      float[] unlike = {1, 1, 1, 0, 0, 1};
      assertThat(consistency.ofTags(tags, Tensor.create(unlike, TOKENS, 2, 1)).item_float())
          .as("of the tokens that both rows have")
          .isCloseTo((float) divergence(logits[0]), within(1e-4f));
      Tensor classes = tags.narrow(0, 0, 2).reshape(4, TAGS).narrow(0, 0, 2);
      assertThat(consistency.ofClasses(classes).item_float())
          .isCloseTo((float) divergence(logits[0]), within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void shouldChangeNothingWithoutDropout(int truncation) {
    try (PointerScope scope = new PointerScope();
        TaggerNetwork once = network(0, Dropout.NONE, truncation);
        TaggerNetwork twice = network(2, Dropout.NONE, truncation)) {
      assertThat(twice.backward(TrainingStream.each(sentences)))
          .isCloseTo(once.backward(TrainingStream.each(sentences)), within(1e-4));
      for (String name : once.parameterNames()) {
        assertThat(twice.gradient(name)).as(name).containsExactly(once.gradient(name), TOLERANCE);
      }
    }
  }

  @Test
  void shouldGrowWithItsWeight() {
    double one = loss(1);
    double two = loss(2);
    double three = loss(3);

    assertThat(two - one).isGreaterThan(1e-3);
    assertThat(three - two).isCloseTo(two - one, within(1e-4));
  }

  private static final org.assertj.core.data.Offset<Float> TOLERANCE = within(1e-4f);

  private double loss(double weight) {
    try (PointerScope scope = new PointerScope();
        TaggerNetwork network = network(weight, DROPOUT, 0)) {
      return network.backward(TrainingStream.each(sentences));
    }
  }

  private static double divergence(double[][] logits) {
    double[] p = softmax(logits[0]);
    double[] q = softmax(logits[1]);
    double sum = 0;
    for (int tag = 0; tag < TAGS; tag++) {
      sum += p[tag] * Math.log(p[tag] / q[tag]) + q[tag] * Math.log(q[tag] / p[tag]);
    }
    return sum;
  }

  private static double[] softmax(double[] logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i]) / sum;
    }
    return probabilities;
  }

  private static TaggerNetwork network(double weight, Dropout dropout, int truncation) {
    NetworkParts parts =
        new NetworkParts(
            new TokenInput(
                new WordTable(20, 5), new AffixTable(16, 2, 3), new CharacterFilters(9, 4, 5)),
            new RecurrentStack(
                Cell.LSTM, Direction.BIDIRECTIONAL, /* layers= */ 1, /* residual= */ false, 6),
            Map.of(HEAD, new SlotHead(3, DecoderKind.CRF, null)),
            Map.of(HEAD, new ClassHead(2, ClassPooling.ATTENTION, 4)));
    return new TaggerNetwork(
        parts,
        Optimizations.consistent(weight, dropout, truncation),
        ClassWeights.NONE,
        /* seed= */ 3);
  }

  private TrainingSentence sentence(int length) {
    List<WordIds> words =
        random
            .ints(length, 2, 20)
            .mapToObj(id -> new WordIds(id, new int[] {id % 16, id % 7}, new int[] {1 + id % 8}))
            .toList();
    return new TrainingSentence(
        words,
        Map.of(HEAD, words.stream().mapToInt(word -> word.word() % 2).toArray()),
        Map.of(HEAD, length % 2));
  }
}
