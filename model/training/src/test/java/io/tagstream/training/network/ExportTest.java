package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.recurrent.RecurrentEncoder;
import io.tagstream.model.recurrent.RecurrentShape;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.RecurrentGraphWriter;
import io.tagstream.training.onnx.RecurrentGraphs;
import io.tagstream.training.onnx.RecurrentWeights;
import io.tagstream.training.onnx.TextbookNetwork;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What libtorch trains, what ONNX Runtime serves and what the equations say is the same. */
@RequiresLibtorch
class ExportTest {
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
  private static final RecurrentTokenizer WORDS_ALONE =
      new RecurrentTokenizer(
          RecurrentTokenizer.FORMAT_VERSION,
          TOKENIZER.words(),
          RecurrentTokenizer.Affixes.NONE,
          RecurrentTokenizer.Characters.NONE);
  private static final WordTable WORDS = new WordTable(TOKENIZER.wordRows(), 12);
  private static final AffixTable AFFIXES = new AffixTable(128, TOKENIZER.featureCount(), 3);
  private static final TokenInput FILTERED =
      new TokenInput(WORDS, AFFIXES, new CharacterFilters(TOKENIZER.characterRows(), 5, 7));
  private static final TokenInput SPELLED =
      new TokenInput(WORDS, null, new CharacterStates(TOKENIZER.characterRows(), 5, 4));
  private static final String HEAD = "toy";

  private final Map<String, WordIds> ids = new HashMap<>();

  static Stream<NetworkParts> networks() {
    return Stream.of(
        parts(FILTERED, Cell.LSTM, Direction.BIDIRECTIONAL, 1, ClassPooling.ATTENTION, false),
        parts(FILTERED, Cell.LSTM, Direction.BIDIRECTIONAL, 3, ClassPooling.MEAN, true),
        parts(SPELLED, Cell.GRU, Direction.BIDIRECTIONAL, 2, ClassPooling.MAX, true),
        parts(SPELLED, Cell.RNN, Direction.FORWARD, 2, ClassPooling.MEAN, false),
        parts(
            new TokenInput(WORDS, AFFIXES, null),
            Cell.GRU,
            Direction.FORWARD,
            1,
            ClassPooling.ATTENTION,
            true),
        parts(
            new TokenInput(WORDS, null, null),
            Cell.RNN,
            Direction.BIDIRECTIONAL,
            1,
            ClassPooling.MAX,
            false));
  }

  @ParameterizedTest
  @MethodSource("networks")
  @SuppressWarnings("try") // scopes work by being open
  void shouldSayTheSameOnEveryRuntime(NetworkParts parts) {
    RecurrentTokenizer tokenizer =
        new RecurrentTokenizer(
            RecurrentTokenizer.FORMAT_VERSION,
            TOKENIZER.words(),
            parts.input().affixes() == null ? WORDS_ALONE.affixes() : TOKENIZER.affixes(),
            parts.input().characters() == null ? WORDS_ALONE.characters() : TOKENIZER.characters());
    WordFeatures features = new WordFeatures(tokenizer);
    List<TrainingSentence> sentences =
        TEXTS.stream().map(text -> sentence(features, text)).toList();
    try (TaggerNetwork network =
            new TaggerNetwork(parts, Optimizations.plain(), ClassWeights.NONE, 3);
        PointerScope scope = new PointerScope()) {
      double first = network.step(sentences, 0.02);
      double last = first;
      for (int step = 0; step < 30; step++) {
        last = network.step(sentences, 0.02);
      }
      assertThat(last).isLessThan(first / 2);
      Batch batch = Batch.of(sentences, word -> word);
      ForwardPass pass = network.evaluation();
      Tensor hidden = pass.hidden(batch);
      assertSame(
          network.weights(HEAD, HEAD),
          served(parts, network.weights(HEAD, HEAD), tokenizer),
          sentences,
          pass.tagLogits(HEAD, hidden, batch.mask()),
          pass.classLogits(HEAD, hidden, batch.mask()));
    }
  }

  private static void assertSame(
      RecurrentWeights weights,
      List<Encoding> served,
      List<TrainingSentence> sentences,
      Tensor tagLogits,
      Tensor classLogits) {
    TextbookNetwork textbook = new TextbookNetwork(weights);
    for (int row = 0; row < served.size(); row++) {
      TextbookNetwork.Output expected = textbook.run(sentences.get(row).words());
      float[][] tags = Objects.requireNonNull(served.get(row).tagLogits());
      for (int token = 0; token < tags.length; token++) {
        assertClose(tags[token], expected.tagLogits()[token]);
        assertClose(
            numbers(tagLogits.select(0, token).select(0, row)), expected.tagLogits()[token]);
      }
      assertClose(Objects.requireNonNull(served.get(row).classLogits()), expected.classLogits());
      assertClose(numbers(classLogits.select(0, row)), expected.classLogits());
    }
  }

  private static List<Encoding> served(
      NetworkParts parts, RecurrentWeights weights, RecurrentTokenizer tokenizer) {
    RecurrentStack stack = parts.stack();
    RecurrentShape shape =
        new RecurrentShape(stack.cell(), stack.layers(), stack.hiddenSize(), 5, 3);
    RecurrentGraphs graphs = RecurrentGraphWriter.write(weights, tokenizer.featureCount());
    try (RecurrentEncoder encoder =
        RecurrentEncoder.open("exported", graphs.words(), graphs.sentences(), tokenizer, shape)) {
      return encoder.encode(
          TEXTS.stream().map(text -> EncoderInput.of(List.of(text.split(" ")))).toList());
    }
  }

  private static NetworkParts parts(
      TokenInput input,
      Cell cell,
      Direction direction,
      int layers,
      ClassPooling pooling,
      boolean classToSlots) {
    SlotHead slots =
        new SlotHead(
            5,
            classToSlots ? DecoderKind.SOFTMAX : DecoderKind.CRF,
            classToSlots ? new SlotHead.ReadClasses(HEAD, 3) : null);
    return new NetworkParts(
        input,
        new RecurrentStack(cell, direction, layers, layers > 1, 10),
        Map.of(HEAD, slots),
        Map.of(HEAD, new ClassHead(3, pooling, 6)));
  }

  /** Tags and a class that follow from the words alone, so that they can be learned. */
  private TrainingSentence sentence(WordFeatures features, String text) {
    List<String> words = List.of(text.split(" "));
    return new TrainingSentence(
        words.stream().map(word -> ids.computeIfAbsent(word, features::ids)).toList(),
        Map.of(HEAD, words.stream().mapToInt(word -> word.length() % 5).toArray()),
        Map.of(HEAD, text.length() % 3));
  }

  private static float[] numbers(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    tensor.detach().contiguous().<FloatBuffer>createBuffer().get(values);
    return values;
  }

  private static void assertClose(float[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
    }
  }
}
