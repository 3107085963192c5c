package io.tagstream.training.network;

import static io.tagstream.training.network.ToyNetwork.CLASSES;
import static io.tagstream.training.network.ToyNetwork.HEAD;
import static io.tagstream.training.network.ToyNetwork.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.WordIds;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the loss of whole networks to plain doubles over their logits. */
@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class NetworkLossTest {
  private static final NetworkParts PARTS =
      ToyNetwork.parts(Cell.LSTM, Direction.FORWARD, DecoderKind.SOFTMAX, ClassPooling.MEAN);

  @Test
  void shouldSmoothAndWeighClasses() {
    double smoothing = 0.2;
    int[] labels = {0, 1, 0};
    List<TrainingSentence> sentences =
        IntStream.range(0, labels.length)
            .mapToObj(i -> new TrainingSentence(words(2 + i, 3), Map.of(), Map.of(HEAD, labels[i])))
            .toList();
    // 4 sentences and 2 classes: one of a class of 3 counts 4 / (2 * 3), the other 4 / 2.
    double[] counts = {4.0 / 6, 2};
    ClassWeights weights = ClassWeights.balanced(Map.of(HEAD, new double[] {3, 1}));
    try (TaggerNetwork network = network(new Smoothing(smoothing, 0), weights, 0);
        PointerScope scope = new PointerScope()) {
      Batch batch = Batch.of(sentences, word -> word);
      ForwardPass pass = network.evaluation();
      Tensor logits = pass.classLogits(HEAD, pass.hidden(batch), batch.mask());
      double expected = 0;
      for (int row = 0; row < labels.length; row++) {
        double[] logarithms = logSoftmax(Parameters.numbers(logits.select(0, row)));
        double ofRow = (1 - smoothing) * logarithms[labels[row]];
        for (double logarithm : logarithms) {
          ofRow += smoothing / CLASSES * logarithm;
        }
        expected -= counts[labels[row]] * ofRow / labels.length;
      }

      assertThat(network.backward(TrainingStream.each(sentences)))
          .isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void shouldWeighTheClassLossAgainstThatOfTheSlots() {
    List<TrainingSentence> sentences =
        List.of(
            new TrainingSentence(words(2, 3), Map.of(HEAD, new int[] {0, 1, 2}), Map.of(HEAD, 1)),
            new TrainingSentence(words(7, 2), Map.of(HEAD, new int[] {0, 0}), Map.of()));
    double slots = loss(0, sentences);
    double classes = loss(1, sentences) - slots;

    assertThat(slots).isPositive();
    assertThat(classes).isPositive();
    assertThat(loss(3, sentences)).isCloseTo(slots + 3 * classes, within(1e-5));
  }

  private static double loss(double classWeight, List<TrainingSentence> sentences) {
    try (TaggerNetwork network =
            new TaggerNetwork(
                PARTS, Optimizations.classWeight(classWeight), ClassWeights.NONE, /* seed= */ 5);
        PointerScope scope = new PointerScope()) {
      return network.backward(TrainingStream.each(sentences));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void shouldLeaveTagsOpenInWholeRowsAndInChunks(int truncation) {
    double smoothing = 0.1;
    TrainingSentence open =
        new TrainingSentence(
            words(3, 5),
            Map.of(HEAD, new int[] {0, 1, 2, 0, 0}),
            Map.of(HEAD, new OpenTags(Set.of(3, 4))),
            Map.of());
    TrainingSentence closed =
        new TrainingSentence(words(11, 4), Map.of(HEAD, new int[] {0, 0, 3, 0}), Map.of());
    // A sentence begins with no I-; a chunk may.
    List<List<Set<Integer>>> right =
        List.of(
            List.of(Set.of(0, 3), Set.of(1), Set.of(2), Set.of(0, 3, 4), Set.of(0, 3, 4)),
            List.of(Set.of(0), Set.of(0), Set.of(3), Set.of(0)));
    List<TrainingSentence> sentences = List.of(open, closed);
    try (TaggerNetwork network =
            network(new Smoothing(0, smoothing), ClassWeights.NONE, truncation);
        PointerScope scope = new PointerScope()) {
      Batch batch = Batch.of(sentences, word -> word);
      ForwardPass pass = network.evaluation();
      Tensor logits = pass.tagLogits(HEAD, pass.hidden(batch), batch.mask());
      double expected = 0;
      for (int row = 0; row < right.size(); row++) {
        for (int token = 0; token < right.get(row).size(); token++) {
          float[] ofToken = Parameters.numbers(logits.select(0, token).select(0, row));
          expected += tokenLoss(ofToken, right.get(row).get(token), smoothing) / sentences.size();
        }
      }

      assertThat(network.backward(TrainingStream.each(sentences)))
          .isCloseTo(expected, within(1e-5));
    }
  }

  private static double tokenLoss(float[] logits, Set<Integer> right, double smoothing) {
    double[] logarithms = logSoftmax(logits);
    double ofRight = 0;
    double mean = 0;
    for (int tag = 0; tag < TAGS; tag++) {
      ofRight += right.contains(tag) ? Math.exp(logarithms[tag]) : 0;
      mean += logarithms[tag] / TAGS;
    }
    return -(1 - smoothing) * Math.log(ofRight) - smoothing * mean;
  }

  private static double[] logSoftmax(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    double[] logarithms = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logarithms[i] = logits[i] - Math.log(sum);
    }
    return logarithms;
  }

  private static TaggerNetwork network(Smoothing smoothing, ClassWeights weights, int truncation) {
    return new TaggerNetwork(
        PARTS, Optimizations.smoothed(smoothing, truncation), weights, /* seed= */ 5);
  }

  private static List<WordIds> words(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(ToyNetwork::word).toList();
  }
}
