package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  void shouldSayTheSameOnEveryRuntime(NetworkParts parts) {
    Runtimes runtimes =
        new Runtimes(
            new RecurrentTokenizer(
                RecurrentTokenizer.FORMAT_VERSION,
                TOKENIZER.words(),
                parts.input().affixes() == null ? WORDS_ALONE.affixes() : TOKENIZER.affixes(),
                parts.input().characters() == null
                    ? WORDS_ALONE.characters()
                    : TOKENIZER.characters()));
    List<TrainingSentence> sentences =
        TEXTS.stream().map(text -> sentence(runtimes, text)).toList();
    try (TaggerNetwork network =
        new TaggerNetwork(parts, Optimizations.plain(), ClassWeights.NONE, 3)) {
      double first = network.step(TrainingStream.each(sentences), 0.02);
      double last = first;
      for (int step = 0; step < 30; step++) {
        last = network.step(TrainingStream.each(sentences), 0.02);
      }
      assertThat(last).isLessThan(first / 2);
      runtimes.assertSame(network, parts, HEAD, TEXTS);
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
  private static TrainingSentence sentence(Runtimes runtimes, String text) {
    List<String> words = List.of(text.split(" "));
    return new TrainingSentence(
        runtimes.ids(words),
        Map.of(HEAD, words.stream().mapToInt(word -> word.length() % 5).toArray()),
        Map.of(HEAD, text.length() % 3));
  }
}
