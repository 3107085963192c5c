package io.tagstream.training.network;

import static io.tagstream.training.network.ToyNetwork.HEAD;
import static io.tagstream.training.network.ToyNetwork.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
class TrainingStepTest {
  private static final NetworkParts PARTS =
      ToyNetwork.parts(Cell.LSTM, Direction.BIDIRECTIONAL, DecoderKind.CRF, ClassPooling.ATTENTION);
  private static final int[] IDS = {7, 9, 12};

  @Test
  void shouldShortenALongGradientAsAWhole() {
    SortedMap<String, float[]> whole = gradient(1e6);
    double length = length(whole);
    double clip = length / 10;

    SortedMap<String, float[]> clipped = gradient(clip);

    assertThat(length(clipped)).isCloseTo(clip, within(clip * 1e-4));
    clipped.forEach(
        (name, numbers) -> {
          float[] expected = Objects.requireNonNull(whole.get(name)).clone();
          for (int i = 0; i < expected.length; i++) {
            expected[i] /= 10;
          }
          assertThat(numbers).as(name).containsExactly(expected, within(1e-5f));
        });
    assertThat(length(gradient(length * 2))).isCloseTo(length, within(length * 1e-4));
  }

  /** The gradient that the optimizer steps down first: its first moment holds a tenth of it. */
  private static SortedMap<String, float[]> gradient(double clip) {
    try (TaggerNetwork network = network(Optimizations.clipped(clip))) {
      network.step(TrainingStream.each(List.of(sentence(IDS))), 0.01);
      SortedMap<String, float[]> gradient = new TreeMap<>();
      network
          .state()
          .tensors()
          .forEach(
              (name, numbers) -> {
                if (name.startsWith("moment.first/")) {
                  float[] tenfold = numbers.clone();
                  for (int i = 0; i < tenfold.length; i++) {
                    tenfold[i] *= 10;
                  }
                  gradient.put(name, tenfold);
                }
              });
      return gradient;
    }
  }

  private static double length(SortedMap<String, float[]> gradient) {
    double squares = 0;
    for (float[] numbers : gradient.values()) {
      for (float number : numbers) {
        squares += (double) number * number;
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void shouldTakeLeftOutWordsForUnknown() {
    int[] unknown = new int[IDS.length];
    Arrays.fill(unknown, 1);
    try (TaggerNetwork network = network(Optimizations.consistent(0, new Dropout(0, 0, 0, 1), 0));
        TaggerNetwork plain = network(Optimizations.plain())) {
      double loss = network.backward(TrainingStream.each(List.of(sentence(IDS))));

      assertThat(loss)
          .isEqualTo(plain.backward(TrainingStream.each(List.of(sentence(IDS, unknown)))));
      float[] gradient = network.gradient("words");
      assertThat(Arrays.copyOfRange(gradient, WIDTH, 2 * WIDTH)).isNotEqualTo(new float[WIDTH]);
      assertThat(Arrays.copyOfRange(gradient, 2 * WIDTH, gradient.length)).containsOnly(0);
    }
  }

  @Test
  void shouldDecayTheWeightsOfLayersAlone() {
    NetworkParts parts =
        new NetworkParts(
            PARTS.input().withLexicon(new LexiconTable(new Matrix(2, 3, new float[6]), 2)),
            PARTS.stack(),
            Map.of(HEAD, new SlotHead(5, DecoderKind.CRF, new SlotHead.ReadClasses(HEAD, 2))),
            PARTS.classes());
    try (Parameters parameters = parts.parameters(new InitialValues(1))) {
      assertThat(parameters.names())
          .filteredOn(parameters::decays)
          .containsExactlyInAnyOrder(
              "convolution.weight",
              "lexicon.weight",
              "forward.0.input",
              "forward.0.recurrent",
              "forward.1.input",
              "forward.1.recurrent",
              "backward.0.input",
              "backward.0.recurrent",
              "backward.1.input",
              "backward.1.recurrent",
              "slots.toy.weight",
              "slots.toy.classes",
              "classes.toy.attention.weight",
              "classes.toy.attention.query",
              "classes.toy.weight");
      assertThat(parameters.names())
          .filteredOn(name -> !parameters.decays(name))
          .allMatch(
              name ->
                  name.toLowerCase(Locale.ROOT).endsWith("bias")
                      || name.startsWith("slots.toy.crf.")
                      || List.of("words", "features", "characters").contains(name));
    }
  }

  private static TaggerNetwork network(Optimization optimization) {
    return new TaggerNetwork(PARTS, optimization, ClassWeights.NONE, /* seed= */ 5);
  }

  private static TrainingSentence sentence(int[] ids) {
    return sentence(ids, ids);
  }

  /** A sentence of words of which the table sees other ids. */
  private static TrainingSentence sentence(int[] ids, int[] inTable) {
    List<WordIds> words =
        IntStream.range(0, ids.length)
            .mapToObj(
                i -> {
                  WordIds word = ToyNetwork.word(ids[i]);
                  return new WordIds(inTable[i], word.features(), word.characters());
                })
            .toList();
    return new TrainingSentence(words, Map.of(HEAD, new int[] {0, 1, 2}), Map.of(HEAD, 1));
  }
}
