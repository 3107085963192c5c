package io.tagstream.training.network;

import static io.tagstream.training.network.ToyNetwork.HEAD;
import static io.tagstream.training.network.ToyNetwork.HIDDEN;
import static io.tagstream.training.network.ToyNetwork.WIDTH;
import static io.tagstream.training.network.ToyNetwork.WORDS;
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
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class TruncationTest {

  private static final long SEED = 3;

  private final Random random = new Random(2);
  private final List<TrainingSentence> rows = List.of(row(7), row(12), row(1), row(4));

  @ParameterizedTest
  @EnumSource(Direction.class)
  void shouldHaveTheGradientsOfWholeRowsWhereTheyFit(Direction direction) {
    try (TaggerNetwork whole = network(0, Cell.LSTM, direction);
        TaggerNetwork truncated = network(12, Cell.LSTM, direction);
        PointerScope scope = new PointerScope()) {
      assertThat(truncated.backward(TrainingStream.each(rows)))
          .isCloseTo(whole.backward(TrainingStream.each(rows)), within(1e-5));

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
      Tensor whole = network.evaluation().hidden(Batch.of(rows, word -> word));
      CarriedState state = CarriedState.fromZero(rows.size());
      int begin = 0;
      for (TrainingStream.Step chunk : chunks(rows, 5)) {
        state.begin(chunk);
        Tensor hidden = network.evaluation(state).hidden(Batch.of(chunk.pieces(), word -> word));
        for (int row = 0; row < chunk.rows(); row++) {
          for (int token = 0; token < chunk.pieces().get(row).words().size(); token++) {
            int stream = chunk.streams().get(row);
            assertThat(forward(hidden, token, row))
                .containsExactly(forward(whole, begin + token, stream), within(tolerance));
          }
        }
        begin += 5;
      }
    }
  }

  @Test
  void shouldCutGradientsAtTheBorderOfAChunk() {
    List<WordIds> words = IntStream.range(2, 8).mapToObj(ToyNetwork::word).toList();
    List<TrainingSentence> classified =
        List.of(new TrainingSentence(words, Map.of(), Map.of(HEAD, 1)));
    try (TaggerNetwork whole = network(0, Cell.LSTM, Direction.FORWARD);
        TaggerNetwork truncated = network(4, Cell.LSTM, Direction.FORWARD);
        PointerScope scope = new PointerScope()) {
      whole.backward(TrainingStream.each(classified));
      truncated.backward(TrainingStream.each(classified));

      assertThat(ofWord(whole.gradient("words"), 3)).isNotEqualTo(new float[WIDTH]);
      assertThat(ofWord(truncated.gradient("words"), 3)).isEqualTo(new float[WIDTH]);
      assertThat(ofWord(truncated.gradient("words"), 7)).isNotEqualTo(new float[WIDTH]);
    }
  }

  @ParameterizedTest
  @EnumSource(ClassPooling.class)
  void shouldPoolClassesOverWholeRows(ClassPooling pooling) {
    NetworkParts parts = ToyNetwork.parts(Cell.LSTM, Direction.FORWARD, DecoderKind.CRF, pooling);
    List<TrainingSentence> classified =
        rows.stream()
            .map(row -> new TrainingSentence(row.words(), Map.of(), row.labels()))
            .toList();
    try (TaggerNetwork whole = network(parts, 0);
        TaggerNetwork truncated = network(parts, 5)) {
      assertThat(truncated.backward(TrainingStream.each(classified)))
          .isCloseTo(whole.backward(TrainingStream.each(classified)), within(1e-5));

      // What the heads have a gradient of does not flow back through the tokens.
      for (String name : whole.parameterNames()) {
        if (name.startsWith("classes.")) {
          assertThat(truncated.gradient(name))
              .as(name)
              .containsExactly(whole.gradient(name), within(1e-6f));
        }
      }
    }
  }

  @Test
  void shouldSumLossAndGradientsOfTheChunks() {
    NetworkParts parts =
        ToyNetwork.parts(Cell.LSTM, Direction.FORWARD, DecoderKind.SOFTMAX, ClassPooling.ATTENTION);
    List<TrainingSentence> tagged =
        rows.stream().map(row -> new TrainingSentence(row.words(), row.tags(), Map.of())).toList();
    try (TaggerNetwork whole = network(parts, 0);
        TaggerNetwork truncated = network(parts, 5);
        Parameters plain = parts.parameters(new InitialValues(SEED));
        PointerScope scope = new PointerScope()) {
      double loss = truncated.backward(TrainingStream.each(tagged));

      assertThat(loss).isCloseTo(whole.backward(TrainingStream.each(tagged)), within(1e-5));
      Tensor sum = lossOfChunks(parts, plain, tagged).div(new Scalar(tagged.size()));
      sum.backward();
      assertThat((double) sum.item_float()).isCloseTo(loss, within(1e-5));
      for (String name :
          List.of("words", "forward.0.recurrent", "forward.1.input", "slots.toy.weight")) {
        assertThat(truncated.gradient(name))
            .as(name)
            .containsExactly(Parameters.numbers(plain.get(name).grad()), within(1e-6f));
      }
    }
  }

  /** The cross-entropy of all tags, token by token, summed; each chunk begins with a constant. */
  private static Tensor lossOfChunks(
      NetworkParts parts, Parameters parameters, List<TrainingSentence> tagged) {
    CarriedState state = CarriedState.fromZero(tagged.size());
    ForwardPass pass = new ForwardPass(parts, parameters, Dropout.NONE, state);
    Tensor sum = torch.zeros(1);
    for (TrainingStream.Step step : chunks(tagged, 5)) {
      state.begin(step);
      List<TrainingSentence> chunk = step.pieces();
      Batch batch = Batch.of(chunk, word -> word);
      Tensor logits = pass.tagLogits(HEAD, pass.hidden(batch), batch.mask()).log_softmax(2);
      for (int row = 0; row < chunk.size(); row++) {
        int[] tags = Objects.requireNonNull(chunk.get(row).tags().get(HEAD));
        for (int token = 0; token < tags.length; token++) {
          sum = sum.sub(logits.select(0, token).select(0, row).select(0, tags[token]));
        }
      }
    }
    return sum;
  }

  @Test
  void shouldLearnOfEveryChunk() {
    try (TaggerNetwork network = network(3, Cell.LSTM, Direction.BIDIRECTIONAL)) {
      double first = network.step(TrainingStream.each(rows), 0.02);
      double last = first;
      for (int step = 0; step < 100; step++) {
        last = network.step(TrainingStream.each(rows), 0.02);
      }
      assertThat(last).isLessThan(first / 10);
    }
  }

  @Test
  void shouldCutRowsIntoWholes() {
    List<List<TrainingSentence>> chunks =
        chunks(rows, 5).stream().map(TrainingStream.Step::pieces).toList();

    assertThat(chunks).extracting(List::size).containsExactly(4, 2, 1);
    assertThat(chunks.get(1))
        .extracting(chunk -> chunk.words().size(), TrainingSentence::begins, TrainingSentence::ends)
        .containsExactly(tuple(2, false, true), tuple(5, false, false));
    List<WordIds> together = new ArrayList<>();
    together.addAll(chunks.get(0).get(1).words());
    together.addAll(chunks.get(1).get(1).words());
    together.addAll(chunks.get(2).get(0).words());
    assertThat(together).isEqualTo(rows.get(1).words());
    assertThat(chunks.stream().flatMap(List::stream).filter(chunk -> !chunk.labels().isEmpty()))
        .hasSize(4)
        .allMatch(TrainingSentence::ends);
  }

  private static List<TrainingStream.Step> chunks(List<TrainingSentence> rows, int tokens) {
    return TrainingStream.steps(
        TrainingStream.each(rows).stream().map(row -> row.chunked(tokens)).toList());
  }

  private static TaggerNetwork network(NetworkParts parts, int truncation) {
    return new TaggerNetwork(parts, Optimizations.truncated(truncation), ClassWeights.NONE, SEED);
  }

  private static float[] forward(Tensor hidden, int token, int row) {
    return Arrays.copyOf(Parameters.numbers(hidden.select(0, token).select(0, row)), HIDDEN);
  }

  private static float[] ofWord(float[] table, int word) {
    return Arrays.copyOfRange(table, word * WIDTH, (word + 1) * WIDTH);
  }

  private static TaggerNetwork network(int truncation, Cell cell, Direction direction) {
    NetworkParts parts = ToyNetwork.parts(cell, direction, DecoderKind.CRF, ClassPooling.ATTENTION);
    return network(parts, truncation);
  }

  /** Tags and a class that follow from the words. */
  private TrainingSentence row(int length) {
    List<WordIds> words = random.ints(length, 2, WORDS).mapToObj(ToyNetwork::word).toList();
    return new TrainingSentence(
        words,
        Map.of(HEAD, words.stream().mapToInt(word -> word.word() % 2).toArray()),
        Map.of(HEAD, words.get(length - 1).word() % 2));
  }
}
