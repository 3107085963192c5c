package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Words that no table has, or that are longer than what is read of a word, are served as learned.
 */
@RequiresLibtorch
class UnknownWordsExportTest {
  private static final String HEAD = "toy";
  private static final int LONGEST_WORD = 9;
  private static final RecurrentTokenizer TOKENIZER =
      new RecurrentTokenizer(
          RecurrentTokenizer.FORMAT_VERSION,
          List.of("play", "rain", "porto"),
          new RecurrentTokenizer.Affixes(2, 32),
          new RecurrentTokenizer.Characters(List.of("a", "e", "n", "o", "p", "r"), LONGEST_WORD));
  private static final List<String> PIECES =
      List.of("[UNK]", "play", "##a", "##e", "##n", "##ra", "##r", "e", "n", "or", "🎸");

  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource
  void shouldServePretrainedVectors(Lexicon.Kind kind) {
    RecurrentTokenizer tokenizer =
        TOKENIZER.withLexicon(
            new Lexicon(kind, kind == Lexicon.Kind.WORD ? List.of("rain", "sun") : PIECES));
    Runtimes runtimes = new Runtimes(tokenizer);
    List<String> texts = texts();
    List<WordIds> all = runtimes.ids(List.of(String.join(" ", texts).split(" ")));
    assertThat(all).extracting(word -> word.lexicon().length).contains(1);
    assertThat(all)
        .extracting(word -> word.lexicon().length)
        .contains(kind == Lexicon.Kind.WORD ? 0 : Lexicon.MOST_ROWS);

    assertSame(
        runtimes,
        parts(tokenizer, new CharacterFilters(tokenizer.characterRows(), 5, 7), Cell.LSTM),
        texts);
  }

  @Test
  void shouldServeWhatAnLstmReadsOfLongWords() {
    Runtimes runtimes = new Runtimes(TOKENIZER);
    List<String> texts = texts();
    assertThat(texts).anyMatch(text -> text.matches(".*\\S{150,}.*"));

    CharacterStates fiftyUnits = new CharacterStates(TOKENIZER.characterRows(), 20, 50);
    assertSame(runtimes, parts(TOKENIZER, fiftyUnits, Cell.GRU), texts);
  }

  private void assertSame(Runtimes runtimes, NetworkParts parts, List<String> texts) {
    try (TaggerNetwork network =
        new TaggerNetwork(parts, Optimizations.plain(), ClassWeights.NONE, 3)) {
      network.restoreAverage(random(network.averageState(), parts.input()));
      runtimes.assertSame(network, parts, HEAD, texts);
    }
  }

  /** The same tensors full of random numbers, biases too, which a new network has none of. */
  private NetworkState random(NetworkState state, TokenInput input) {
    SortedMap<String, float[]> tensors = new TreeMap<>();
    state.tensors().forEach((name, values) -> tensors.put(name, numbers(values.length)));
    int width = TOKENIZER.characterRows();
    float[] characters = tensors.get("average/characters");
    if (characters != null) {
      Arrays.fill(characters, 0, characters.length / width, 0f);
    }
    if (input.lexicon() != null) {
      tensors.put(
          "average/lexicon.weight", new float[] {1 / 64f, 1 / 64f, 0, 0, 1 / 64f, -1 / 64f});
    }
    return new NetworkState(tensors, state.counts());
  }

  private static NetworkParts parts(
      RecurrentTokenizer tokenizer, CharacterReader characters, Cell cell) {
    return new NetworkParts(
        new TokenInput(
            new WordTable(tokenizer.wordRows(), 6),
            new AffixTable(tokenizer.affixes().buckets(), tokenizer.featureCount(), 3),
            characters,
            lexicon(tokenizer.lexicon())),
        new RecurrentStack(cell, Direction.BIDIRECTIONAL, 2, /* residual= */ true, 10),
        Map.of(HEAD, new SlotHead(5, DecoderKind.SOFTMAX, new SlotHead.ReadClasses(HEAD, 3))),
        Map.of(HEAD, new ClassHead(3, ClassPooling.ATTENTION, 6)));
  }

  /**
   * Vectors that are whole numbers up to 127 after the linear layer, too: the export keeps a byte a
   * number, and what it rounds off any others is not what is looked for here.
   */
  private static @Nullable LexiconTable lexicon(@Nullable Lexicon lexicon) {
    if (lexicon == null) {
      return null;
    }
    Random random = new Random(5);
    float[] vectors = new float[lexicon.rows() * 3];
    for (int i = 3; i < vectors.length; i++) {
      vectors[i] = random.nextInt(127) - 63;
    }
    System.arraycopy(new float[] {100, 27, -100}, 0, vectors, 3, 3);
    return new LexiconTable(new Matrix(lexicon.rows(), 3, vectors), 2);
  }

  /** Known words and words of chance, some of letters that the tokenizer has never seen. */
  private List<String> texts() {
    List<String> known = List.of("play", "Rain", "porto", "sun", "nearerarara", "🎸");
    List<Integer> lengths = List.of(1, 2, LONGEST_WORD, LONGEST_WORD + 1, 40, 150);
    return IntStream.range(1, 14)
        .mapToObj(
            tokens ->
                IntStream.range(0, tokens)
                    .mapToObj(
                        token ->
                            random.nextBoolean()
                                ? known.get(random.nextInt(known.size()))
                                : word(lengths.get(random.nextInt(lengths.size()))))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private String word(int length) {
    List<String> letters = List.of("a", "e", "n", "R", "or", "z", "é", "🎸");
    return IntStream.range(0, length)
        .mapToObj(letter -> letters.get(random.nextInt(letters.size())))
        .collect(Collectors.joining());
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() * 0.3f;
    }
    return numbers;
  }
}
