package io.tagstream.training.network;

import static io.tagstream.training.network.ToyNetwork.HEAD;
import static io.tagstream.training.network.ToyNetwork.HIDDEN;
import static io.tagstream.training.network.ToyNetwork.WIDTH;
import static io.tagstream.training.network.ToyNetwork.WORDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

/** Turns of streams begin where the turn before ended, each at its own end. */
@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class StreamStateTest {
  private static final long SEED = 3;

  private final Random random = new Random(5);

  @ParameterizedTest
  @EnumSource(Cell.class)
  void shouldGoThroughTheForwardStatesOfTheWholeStream(Cell cell) {
    // In every step rows of other lengths, and the longest is never the same.
    List<TrainingStream> streams =
        List.of(stream(3, 1, 4), stream(5, 6), stream(1, 2, 7), stream(2));

    assertForwardStates(cell, streams);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void shouldCarryNothingOnOfWhatIsLookedAheadAt(Cell cell) {
    List<TrainingStream> streams =
        List.of(
            new TrainingStream(turn(7).cut(3, 4)),
            new TrainingStream(turn(6).cut(5, 0)),
            stream(2, 3),
            new TrainingStream(turn(9).cut(1, 2)));

    assertForwardStates(cell, streams);
  }

  /** Compares what is carried on word by word with one run over all words of each stream. */
  private static void assertForwardStates(Cell cell, List<TrainingStream> streams) {
    try (TaggerNetwork network = network(cell, Direction.BIDIRECTIONAL);
        PointerScope scope = new PointerScope()) {
      List<TrainingSentence> wholes = streams.stream().map(StreamStateTest::whole).toList();
      Tensor whole = network.evaluation().hidden(Batch.of(wholes, word -> word));
      CarriedState state = CarriedState.fromZero(streams.size());
      int[] read = new int[streams.size()];
      for (TrainingStream.Step step : TrainingStream.steps(streams)) {
        state.begin(step);
        Tensor hidden = network.evaluation(state).hidden(Batch.of(step.pieces(), word -> word));
        for (int row = 0; row < step.rows(); row++) {
          int stream = step.streams().get(row);
          for (int token = 0; token < step.pieces().get(row).words().size(); token++) {
            assertThat(forward(hidden, token, row))
                .as("stream %d, token %d", stream, read[stream] + token)
                .containsExactly(forward(whole, read[stream] + token, stream), within(1e-6f));
          }
          read[stream] += step.carried()[row];
        }
      }
      assertThat(read)
          .containsExactly(wholes.stream().mapToInt(each -> each.words().size()).toArray());
    }
  }

  @Test
  void shouldCutGradientsAtTheBorderOfATurn() {
    TrainingSentence silent = new TrainingSentence(List.of(word(3)), Map.of(), Map.of());
    TrainingSentence classified = new TrainingSentence(List.of(word(7)), Map.of(), Map.of(HEAD, 1));
    try (TaggerNetwork network = network(Cell.LSTM, Direction.BIDIRECTIONAL);
        PointerScope scope = new PointerScope()) {
      network.backward(List.of(new TrainingStream(List.of(silent, classified))));

      float[] words = network.gradient("words");
      assertThat(Arrays.copyOfRange(words, 3 * WIDTH, 4 * WIDTH)).containsOnly(0);
      assertThat(Arrays.copyOfRange(words, 7 * WIDTH, 8 * WIDTH)).isNotEqualTo(new float[WIDTH]);
    }
  }

  @Test
  void shouldReadATurnOtherwiseAfterAnother() {
    TrainingSentence before = new TrainingSentence(List.of(word(3)), Map.of(), Map.of());
    TrainingSentence turn = turn(4);
    try (TaggerNetwork network = network(Cell.LSTM, Direction.BIDIRECTIONAL)) {
      double after = network.backward(List.of(new TrainingStream(List.of(before, turn))));

      // Of two turns the mean is half of the one that has something to learn.
      assertThat(2 * after)
          .isNotCloseTo(network.backward(List.of(TrainingStream.of(turn))), within(1e-6));
    }
  }

  @Test
  void shouldPoolTheClassOfTheSecondPieceOverTheWholeTurn() {
    TrainingSentence turn = turn(6);
    TrainingSentence classified = new TrainingSentence(turn.words(), Map.of(), Map.of(HEAD, 1));
    try (TaggerNetwork network = network(Cell.LSTM, Direction.FORWARD)) {
      double whole = network.backward(List.of(TrainingStream.of(classified)));
      double soFar = network.backward(List.of(TrainingStream.of(classified.cut(4, 1).get(0))));
      double both = network.backward(List.of(new TrainingStream(classified.cut(4, 1))));

      assertThat(both).isCloseTo(soFar + whole, within(1e-5));
    }
  }

  @Test
  void shouldPoolNoClassOverTheTurnBefore() {
    TrainingSentence turn = new TrainingSentence(turn(5).words(), Map.of(), Map.of(HEAD, 0));
    TrainingSentence after = new TrainingSentence(turn(5).words(), Map.of(), Map.of(HEAD, 1));
    List<TrainingSentence> pieces = turn.cut(2, 0);
    TrainingStream cut = new TrainingStream(List.of(pieces.get(0), pieces.get(1), after));
    try (TaggerNetwork network = network(Cell.LSTM, Direction.FORWARD)) {
      double soFar = network.backward(List.of(TrainingStream.of(pieces.get(0))));
      double whole = network.backward(List.of(new TrainingStream(List.of(turn, after))));

      // The loss is the mean of two turns; of the cut one the class so far is learned besides.
      assertThat(2 * network.backward(List.of(cut))).isCloseTo(2 * whole + soFar, within(1e-5));
    }
  }

  @Test
  void shouldCutATurnInTwo() {
    List<TrainingSentence> pieces = turn(7).cut(3, 2);

    assertThat(pieces)
        .extracting(
            piece -> piece.words().size(),
            TrainingSentence::carried,
            TrainingSentence::begins,
            TrainingSentence::ends)
        .containsExactly(tuple(5, 3, true, false), tuple(4, 4, false, true));
    assertThat(pieces.get(0).words().subList(3, 5)).isEqualTo(pieces.get(1).words().subList(0, 2));
    assertThat(pieces).allMatch(piece -> piece.labels().containsKey(HEAD));
    // What looks ahead to the end has read how the turn ends.
    assertThat(turn(7).cut(3, 4).get(0).ends()).isTrue();
  }

  @Test
  void shouldReadTurnByTurnAndOfEachPieceByPiece() {
    TrainingStream whole = stream(2, 3);
    TrainingStream cut =
        new TrainingStream(
            IntStream.range(0, 3)
                .mapToObj(i -> i < 2 ? turn(4).cut(2, 0).get(i) : turn(5))
                .toList());

    assertThat(TrainingStream.steps(List.of(whole, cut)))
        .extracting(TrainingStream.Step::streams, TrainingStream.Step::goesOn)
        .containsExactly(
            tuple(List.of(0, 1), List.of(true, true)),
            tuple(List.of(1), List.of(true)),
            tuple(List.of(0, 1), List.of(false, false)));
  }

  @Test
  void shouldRefuseAStreamThatBeginsWithinATurn() {
    List<TrainingSentence> rest = turn(4).cut(2, 0).subList(1, 2);

    assertThatThrownBy(() -> new TrainingStream(rest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins a turn");
  }

  @Test
  void shouldGiveTheSameNumbersForTheSameSeed() {
    List<TrainingStream> streams =
        List.of(stream(3, 1, 4), new TrainingStream(turn(7).cut(3, 4)), stream(1, 2, 7));

    assertThat(weightsAfterSteps(streams)).isDeepEqualTo(weightsAfterSteps(streams));
  }

  private static float[][] weightsAfterSteps(List<TrainingStream> streams) {
    Optimization optimization = Optimizations.consistent(0.5, new Dropout(0.3, 0.3, 0.3, 0.1), 0);
    try (TaggerNetwork network =
        new TaggerNetwork(
            parts(Cell.LSTM, Direction.BIDIRECTIONAL), optimization, ClassWeights.NONE, SEED)) {
      for (int step = 0; step < 3; step++) {
        network.step(streams, 0.01);
      }
      return network.state().tensors().values().toArray(float[][]::new);
    }
  }

  @Test
  void shouldLearnWhatOnlyTheTurnBeforeTells() {
    // The turn to learn is the same; what it is follows from the turn before.
    List<TrainingStream> streams = new ArrayList<>();
    for (int label = 0; label < 2; label++) {
      streams.add(
          new TrainingStream(
              List.of(
                  new TrainingSentence(List.of(word(4 + label)), Map.of(), Map.of(HEAD, label)),
                  new TrainingSentence(List.of(word(9)), Map.of(), Map.of(HEAD, label)))));
    }
    try (TaggerNetwork network = network(Cell.LSTM, Direction.BIDIRECTIONAL)) {
      double loss = 1;
      for (int step = 0; step < 150; step++) {
        loss = network.step(streams, 0.02);
      }
      assertThat(loss).isLessThan(0.1);
    }
  }

  private static TrainingSentence whole(TrainingStream stream) {
    List<WordIds> words =
        stream.pieces().stream()
            .flatMap(piece -> piece.words().subList(0, piece.carried()).stream())
            .toList();
    return new TrainingSentence(words, Map.of(), Map.of(HEAD, 0));
  }

  private TrainingStream stream(int... lengths) {
    return new TrainingStream(Arrays.stream(lengths).mapToObj(this::turn).toList());
  }

  private TrainingSentence turn(int length) {
    List<WordIds> words = random.ints(length, 2, WORDS).mapToObj(ToyNetwork::word).toList();
    return new TrainingSentence(
        words,
        Map.of(HEAD, words.stream().mapToInt(word -> word.word() % 2).toArray()),
        Map.of(HEAD, words.get(length - 1).word() % 2));
  }

  private static WordIds word(int id) {
    return ToyNetwork.word(id);
  }

  private static float[] forward(Tensor hidden, int token, int row) {
    return Arrays.copyOf(Parameters.numbers(hidden.select(0, token).select(0, row)), HIDDEN);
  }

  private static TaggerNetwork network(Cell cell, Direction direction) {
    return new TaggerNetwork(
        parts(cell, direction), Optimizations.plain(), ClassWeights.NONE, SEED);
  }

  private static NetworkParts parts(Cell cell, Direction direction) {
    return ToyNetwork.parts(cell, direction, DecoderKind.CRF, ClassPooling.ATTENTION);
  }
}
