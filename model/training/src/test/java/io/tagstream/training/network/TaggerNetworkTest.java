package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.recurrent.RecurrentEncoder;
import io.tagstream.model.recurrent.RecurrentShape;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.RecurrentGraphWriter;
import io.tagstream.training.onnx.RecurrentWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
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
          new RecurrentStack(10),
          Map.of(HEAD, new SlotHead(5)),
          Map.of(HEAD, new ClassHead(3, 6)));
  private static final Optimization PLAIN = Optimizations.plain();

  private final WordFeatures features = new WordFeatures(TOKENIZER);
  private final Map<String, WordIds> ids = new HashMap<>();

  @Test
  @SuppressWarnings("try") // scopes work by being open
  void shouldBeExportedWithoutAChangeOfWhatItSays() {
    List<TrainingSentence> sentences = TEXTS.stream().map(this::sentence).toList();
    RecurrentShape shape = new RecurrentShape(1, 10, 5, 3);
    try (TaggerNetwork network = new TaggerNetwork(PARTS, PLAIN, ClassWeights.NONE, 3)) {
      for (int step = 0; step < 20; step++) {
        network.step(sentences, 0.05);
      }
      byte[] graph =
          RecurrentGraphWriter.write(network.weights(HEAD, HEAD), TOKENIZER.featureCount());
      try (RecurrentEncoder encoder = RecurrentEncoder.open("exported", graph, TOKENIZER, shape);
          PointerScope scope = new PointerScope()) {
        List<Encoding> encodings =
            encoder.encode(
                TEXTS.stream().map(text -> EncoderInput.of(List.of(text.split(" ")))).toList());
        Batch batch = Batch.of(sentences, word -> word);
        ForwardPass pass = network.evaluation();
        Tensor hidden = pass.hidden(batch);
        Tensor tagLogits = pass.tagLogits(HEAD, hidden);
        Tensor classLogits = pass.classLogits(HEAD, hidden, batch.mask());
        for (int row = 0; row < encodings.size(); row++) {
          float[][] found = Objects.requireNonNull(encodings.get(row).tagLogits());
          for (int token = 0; token < found.length; token++) {
            assertClose(found[token], tagLogits.select(0, token).select(0, row));
          }
          assertClose(
              Objects.requireNonNull(encodings.get(row).classLogits()), classLogits.select(0, row));
        }
      }
    }
  }

  @Test
  void shouldLearn() {
    List<TrainingSentence> sentences = TEXTS.stream().map(this::sentence).toList();
    try (TaggerNetwork network = new TaggerNetwork(PARTS, PLAIN, ClassWeights.NONE, 3)) {
      double first = network.step(sentences, 0.01);
      double last = first;
      for (int step = 0; step < 60; step++) {
        last = network.step(sentences, 0.01);
      }
      assertThat(last).isLessThan(first / 20);
    }
  }

  @Test
  void shouldAverageWhatItLearned() {
    Optimization averaged = Optimizations.averaging(0.9);
    List<TrainingSentence> sentences = List.of(sentence("rain"));
    try (TaggerNetwork network = new TaggerNetwork(PARTS, averaged, ClassWeights.NONE, 3)) {
      float before = slotBias(network);
      network.step(sentences, 0.1);
      // Adam's first step is the learning rate; the first average keeps 2/11 of the past.
      assertThat(Math.abs(slotBias(network) - before)).isCloseTo(0.1f * 9 / 11, within(1e-4f));
    }
  }

  @Test
  void shouldTrainTheHeadsThatASentenceSpeaksOf() {
    NetworkParts parts =
        new NetworkParts(
            PARTS.input(),
            PARTS.stack(),
            Map.of("here", new SlotHead(3), "there", new SlotHead(5)),
            Map.of("here", new ClassHead(2, 6), "there", new ClassHead(4, 6)));
    TrainingSentence tagged =
        new TrainingSentence(words("Book a table"), Map.of("here", new int[] {0, 1, 2}), Map.of());
    TrainingSentence classified = new TrainingSentence(words("rain"), Map.of(), Map.of("there", 3));
    try (TaggerNetwork network = new TaggerNetwork(parts, PLAIN, ClassWeights.NONE, 3)) {
      RecurrentWeights here = network.weights("here", "here");
      RecurrentWeights there = network.weights("there", "there");
      double first = network.step(List.of(tagged, classified), 0.02);
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
        last = network.step(List.of(tagged, classified), 0.02);
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
      return network.step(List.of(sentences), 0.01);
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

  private static void assertClose(float[] found, Tensor expected) {
    float[] values = new float[found.length];
    expected.detach().contiguous().<java.nio.FloatBuffer>createBuffer().get(values);
    assertThat(found).containsExactly(values, within(1e-5f));
  }
}
