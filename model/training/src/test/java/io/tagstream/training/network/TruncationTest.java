package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.WordIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class TruncationTest {
  private static final String HEAD = "toy";
  private static final int WORDS = 40;
  private static final int WIDTH = 6;
  private static final int HIDDEN = 8;

  private final Random random = new Random(2);
  private final List<TrainingSentence> rows = List.of(row(7), row(12), row(1), row(4));

  @ParameterizedTest
  @EnumSource(Direction.class)
  void shouldHaveTheGradientsOfWholeRowsWhereTheyFit(Direction direction) {
    try (TaggerNetwork whole = network(0, Cell.LSTM, direction);
        TaggerNetwork truncated = network(12, Cell.LSTM, direction);
        PointerScope scope = new PointerScope()) {
      assertThat(truncated.backward(rows)).isCloseTo(whole.backward(rows), within(1e-5));

      for (String name : whole.parameterNames()) {
        assertThat(truncated.gradient(name))
            .as(name)
            .containsExactly(whole.gradient(name), within(1e-6f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void shouldGoThroughTheForwardStatesOfWholeRows(Cell cell) {
    // With fewer rows a product of matrices may be rounded otherwise in its last bit.
    assertForwardStates(cell, rows, 1e-6f);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void shouldGoThroughExactlyTheForwardStatesOfRowsOfOneLength(Cell cell) {
    assertForwardStates(cell, List.of(row(10), row(10), row(10)), 0);
  }

  private static void assertForwardStates(Cell cell, List<TrainingSentence> rows, float tolerance) {
    try (TaggerNetwork network = network(0, cell, Direction.BIDIRECTIONAL);
        PointerScope scope = new PointerScope()) {
      List<TrainingSentence> longestFirst = Chunks.of(rows, 100).get(0);
      Tensor whole = network.evaluation().hidden(Batch.of(longestFirst, word -> word));
      CarriedState state = CarriedState.fromZero();
      int begin = 0;
      for (List<TrainingSentence> chunk : Chunks.of(rows, 5)) {
        Tensor hidden = network.evaluation(state).hidden(Batch.of(chunk, word -> word));
        for (int row = 0; row < chunk.size(); row++) {
          for (int token = 0; token < chunk.get(row).words().size(); token++) {
            assertThat(forward(hidden, token, row))
                .containsExactly(forward(whole, begin + token, row), within(tolerance));
          }
        }
        begin += 5;
      }
    }
  }

  @Test
  void shouldCutGradientsAtTheBorderOfAChunk() {
    List<WordIds> words = IntStream.range(2, 8).mapToObj(TruncationTest::word).toList();
    List<TrainingSentence> classified =
        List.of(new TrainingSentence(words, Map.of(), Map.of(HEAD, 1)));
    try (TaggerNetwork whole = network(0, Cell.LSTM, Direction.FORWARD);
        TaggerNetwork truncated = network(4, Cell.LSTM, Direction.FORWARD);
        PointerScope scope = new PointerScope()) {
      whole.backward(classified);
      truncated.backward(classified);

      assertThat(ofWord(whole.gradient("words"), 3)).isNotEqualTo(new float[WIDTH]);
      assertThat(ofWord(truncated.gradient("words"), 3)).isEqualTo(new float[WIDTH]);
      assertThat(ofWord(truncated.gradient("words"), 7)).isNotEqualTo(new float[WIDTH]);
    }
  }

  @Test
  void shouldLearnOfEveryChunk() {
    try (TaggerNetwork network = network(3, Cell.LSTM, Direction.BIDIRECTIONAL)) {
      double first = network.step(rows, 0.02);
      double last = first;
      for (int step = 0; step < 100; step++) {
        last = network.step(rows, 0.02);
      }
      assertThat(last).isLessThan(first / 10);
    }
  }

  @Test
  void shouldCutRowsIntoWholes() {
    List<List<TrainingSentence>> chunks = Chunks.of(rows, 5);

    assertThat(chunks).extracting(List::size).containsExactly(4, 2, 1);
    assertThat(chunks.get(1))
        .extracting(chunk -> chunk.words().size(), TrainingSentence::begins, TrainingSentence::ends)
        .containsExactly(tuple(5, false, false), tuple(2, false, true));
    List<WordIds> together = new ArrayList<>();
    chunks.forEach(chunk -> together.addAll(chunk.get(0).words()));
    assertThat(together).isEqualTo(rows.get(1).words());
    assertThat(chunks.stream().flatMap(List::stream).filter(chunk -> !chunk.labels().isEmpty()))
        .hasSize(4)
        .allMatch(TrainingSentence::ends);
  }

  private static float[] forward(Tensor hidden, int token, int row) {
    return Arrays.copyOf(Parameters.numbers(hidden.select(0, token).select(0, row)), HIDDEN);
  }

  private static float[] ofWord(float[] table, int word) {
    return Arrays.copyOfRange(table, word * WIDTH, (word + 1) * WIDTH);
  }

  private static TaggerNetwork network(int truncation, Cell cell, Direction direction) {
    NetworkParts parts =
        new NetworkParts(
            new TokenInput(
                new WordTable(WORDS, WIDTH),
                new AffixTable(16, 2, 3),
                new CharacterFilters(9, 4, 5)),
            new RecurrentStack(cell, direction, /* layers= */ 2, /* residual= */ true, HIDDEN),
            Map.of(HEAD, new SlotHead(3, DecoderKind.CRF, null)),
            Map.of(HEAD, new ClassHead(2, ClassPooling.ATTENTION, 4)));
    return new TaggerNetwork(
        parts, Optimizations.truncated(truncation), ClassWeights.NONE, /* seed= */ 3);
  }

  /** Tags and a class that follow from the words. */
  private TrainingSentence row(int length) {
    List<WordIds> words = random.ints(length, 2, WORDS).mapToObj(TruncationTest::word).toList();
    return new TrainingSentence(
        words,
        Map.of(HEAD, words.stream().mapToInt(word -> word.word() % 2).toArray()),
        Map.of(HEAD, words.get(length - 1).word() % 2));
  }

  private static WordIds word(int id) {
    return new WordIds(id, new int[] {id % 16, id % 7}, new int[] {1 + id % 8, 1 + id % 3});
  }
}
