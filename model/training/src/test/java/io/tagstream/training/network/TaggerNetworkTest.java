package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.RecurrentWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
class TaggerNetworkTest {
  private static final List<String> TEXTS =
      List.of(
          "play something by the Quiet Lanterns",
          "rain",
          "will it snow in Oslo tomorrow morning ?",
          "Book a table",
          "supercalifragilisticexpialidocious songs please");
  private static final RecurrentTokenizer TOKENIZER =
      new RecurrentTokenizer(
          RecurrentTokenizer.FORMAT_VERSION,
          List.of("play", "by", "the", "will", "it", "in", "a", "table"),
          new RecurrentTokenizer.Affixes(4, 128),
          new RecurrentTokenizer.Characters(List.of("a", "e", "i", "l", "n", "r", "s", "t"), 12));
  private static final String HEAD = "toy";
  private static final NetworkParts PARTS =
      new NetworkParts(
          new TokenInput(
              new WordTable(TOKENIZER.wordRows(), 12),
              new AffixTable(TOKENIZER.affixes().buckets(), TOKENIZER.featureCount(), 3),
              new CharacterFilters(TOKENIZER.characterRows(), 5, 7)),
          new RecurrentStack(Cell.LSTM, Direction.BIDIRECTIONAL, 1, false, 10),
          Map.of(HEAD, slots(5)),
          Map.of(HEAD, classes(3)));
  private static final Optimization PLAIN = Optimizations.plain();

  private final WordFeatures features = new WordFeatures(TOKENIZER);
  private final Map<String, WordIds> ids = new HashMap<>();

  @Test
  void shouldLearn() {
    List<TrainingSentence> sentences = TEXTS.stream().map(this::sentence).toList();
    try (TaggerNetwork network = new TaggerNetwork(PARTS, PLAIN, ClassWeights.NONE, 3)) {
      double first = network.step(TrainingStream.each(sentences), 0.01);
      double last = first;
      for (int step = 0; step < 60; step++) {
        last = network.step(TrainingStream.each(sentences), 0.01);
      }
      assertThat(last).isLessThan(first / 20);
    }
  }

  @Test
  void shouldAverageWhatItLearned() {
    // Adam's first step is the learning rate; the first average keeps at most 2/11 of the past.
    assertThat(firstMove(Optimizations.averaging(0.9))).isCloseTo(0.1f * 9 / 11, within(1e-4f));
    assertThat(firstMove(Optimizations.averaging(0.1))).isCloseTo(0.1f * 0.9f, within(1e-4f));
  }

  private float firstMove(Optimization averaged) {
    try (TaggerNetwork network = new TaggerNetwork(PARTS, averaged, ClassWeights.NONE, 3)) {
      float before = slotBias(network);
      network.step(TrainingStream.each(List.of(sentence("rain"))), 0.1);
      return Math.abs(slotBias(network) - before);
    }
  }

  @Test
  void shouldNotStepWhereTheLossIsNoNumber() {
    try (TaggerNetwork network = new TaggerNetwork(PARTS, PLAIN, ClassWeights.NONE, 3)) {
      NetworkState before = network.state();
      SortedMap<String, float[]> broken = new TreeMap<>(before.tensors());
      broken.put("current/slots.toy.bias", new float[] {Float.NaN, 0, 0, 0, 0});
      network.restore(new NetworkState(broken, before.counts()));

      assertThatThrownBy(() -> network.step(TrainingStream.each(List.of(sentence("rain"))), 0.125))
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("loss: expected a finite one, found NaN")
          .hasMessageContaining("in step 1 at a rate of 0.125")
          .hasMessageContaining("lower training.learning.rate or training.clip");
      NetworkState after = network.state();
      assertThat(after.counts()).isEqualTo(before.counts());
      assertThat(after.tensors().get("current/words"))
          .isEqualTo(before.tensors().get("current/words"));
    }
  }

  @Test
  void shouldHoldNoMoreNativeMemoryRoundByRound() {
    List<TrainingSentence> sentences = List.of(sentence("rain"), sentence("Book a table"));
    try (TaggerNetwork network = new TaggerNetwork(PARTS, PLAIN, ClassWeights.NONE, 3)) {
      round(network, sentences);
      long before = Pointer.totalCount();
      for (int i = 0; i < 100; i++) {
        round(network, sentences);
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  private static void round(TaggerNetwork network, List<TrainingSentence> sentences) {
    network.step(TrainingStream.each(sentences), 0.01);
    network.restore(network.state());
    network.restoreAverage(network.averageState());
    network.weights(HEAD, HEAD);
    network.crf(HEAD);
    new TaggerNetwork(PARTS, PLAIN, ClassWeights.NONE, 4).close();
  }

  @Test
  void shouldTrainTheHeadsThatASentenceSpeaksOf() {
    NetworkParts parts =
        new NetworkParts(
            PARTS.input(),
            PARTS.stack(),
            Map.of("here", slots(3), "there", slots(5)),
            Map.of("here", classes(2), "there", classes(4)));
    TrainingSentence tagged =
        new TrainingSentence(words("Book a table"), Map.of("here", new int[] {0, 1, 2}), Map.of());
    TrainingSentence classified = new TrainingSentence(words("rain"), Map.of(), Map.of("there", 3));
    try (TaggerNetwork network = new TaggerNetwork(parts, PLAIN, ClassWeights.NONE, 3)) {
      RecurrentWeights here = network.weights("here", "here");
      RecurrentWeights there = network.weights("there", "there");
      double first = network.step(TrainingStream.each(List.of(tagged, classified)), 0.02);
      assertThat(network.weights("here", "here"))
          .usingRecursiveComparison()
          .comparingOnlyFields("classes")
          .isEqualTo(here);
      assertThat(network.weights("there", "there"))
          .usingRecursiveComparison()
          .comparingOnlyFields("slots")
          .isEqualTo(there);
      double last = first;
      for (int step = 0; step < 60; step++) {
        last = network.step(TrainingStream.each(List.of(tagged, classified)), 0.02);
      }
      assertThat(last).isLessThan(first / 20);
    }
  }

  @Test
  void shouldWeighHeadsByTheSentencesThatTrainThem() {
    TrainingSentence both = sentence("rain");
    TrainingSentence tagged = new TrainingSentence(both.words(), both.tags(), Map.of());
    TrainingSentence classified = new TrainingSentence(both.words(), Map.of(), both.labels());

    assertThat(loss(tagged, classified)).isCloseTo(loss(both) / 2, within(1e-5));
    assertThat(loss(tagged) + loss(classified)).isCloseTo(loss(both), within(1e-5));
  }

  @Test
  void shouldRefuseABatchThatTrainsNothing() {
    TrainingSentence silent = new TrainingSentence(words("rain"), Map.of(), Map.of("other", 0));

    assertThatThrownBy(() -> loss(silent)).hasMessageContaining("expected one that trains a head");
  }

  private static double loss(TrainingSentence... sentences) {
    try (TaggerNetwork network = new TaggerNetwork(PARTS, PLAIN, ClassWeights.NONE, 3)) {
      return network.step(TrainingStream.each(List.of(sentences)), 0.01);
    }
  }

  private List<WordIds> words(String text) {
    return Stream.of(text.split(" "))
        .map(word -> ids.computeIfAbsent(word, features::ids))
        .toList();
  }

  private static float slotBias(TaggerNetwork network) {
    return Objects.requireNonNull(network.weights(HEAD, HEAD).slots()).tags().bias()[0];
  }

  /** Tags and a class that follow from the words alone, so that they can be learned. */
  private TrainingSentence sentence(String text) {
    return new TrainingSentence(
        words(text),
        Map.of(HEAD, Stream.of(text.split(" ")).mapToInt(word -> word.length() % 5).toArray()),
        Map.of(HEAD, text.length() % 3));
  }

  private static SlotHead slots(int tags) {
    return new SlotHead(tags, DecoderKind.CRF, null);
  }

  private static ClassHead classes(int classes) {
    return new ClassHead(classes, ClassPooling.ATTENTION, 6);
  }
}
