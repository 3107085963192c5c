package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class LockedDropoutTest {
  private static final int TOKENS = 3;
  private static final int ROWS = 4;
  private static final int WIDTH = 200;
  private static final double SHARE = 0.25;

  @Test
  void shouldLeaveOutTheSameNumbersOfAllTokensOfARow() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(1);
      float[][][] left = ones(new LockedDropout(SHARE, CarriedState.none()), "input", ROWS);

      int kept = 0;
      for (float[] numbers : left[0]) {
        for (float number : numbers) {
          assertThat(number).isIn(0f, (float) (1 / (1 - SHARE)));
          kept += number == 0 ? 0 : 1;
        }
      }
      assertThat((double) kept / (ROWS * WIDTH)).isCloseTo(1 - SHARE, within(0.06));
      assertThat(left[1]).isDeepEqualTo(left[0]);
      assertThat(left[2]).isDeepEqualTo(left[0]);
      assertThat(left[0][1]).isNotEqualTo(left[0][0]);
    }
  }

  @Test
  void shouldLeaveOutTheSameNumbersOfAllChunksOfARow() {
    try (PointerScope scope = new PointerScope()) {
      CarriedState state = CarriedState.fromZero(ROWS);
      LockedDropout dropout = new LockedDropout(SHARE, state);
      List<TrainingStream.Step> steps = TrainingStream.steps(streams(1, 2, 1, 2));

      state.begin(steps.get(0));
      float[][][] first = ones(dropout, "input", ROWS);
      assertThat(ones(dropout, "output", ROWS)[0][0]).isNotEqualTo(first[0][0]);
      state.begin(steps.get(1));
      float[][][] second = ones(dropout, "input", 2);

      assertThat(second[0]).isDeepEqualTo(new float[][] {first[0][1], first[0][3]});
    }
  }

  @Test
  void shouldDrawAnewForTheNextTurn() {
    try (PointerScope scope = new PointerScope()) {
      CarriedState state = CarriedState.fromZero(1);
      LockedDropout dropout = new LockedDropout(SHARE, state);
      TrainingSentence turn = turn(1);
      List<TrainingStream.Step> steps =
          TrainingStream.steps(List.of(new TrainingStream(List.of(turn, turn))));

      state.begin(steps.get(0));
      float[][][] first = ones(dropout, "input", 1);
      state.begin(steps.get(1));

      assertThat(ones(dropout, "input", 1)[0][0]).isNotEqualTo(first[0][0]);
    }
  }

  private static TrainingSentence turn(int words) {
    return new TrainingSentence(
        Collections.nCopies(words, ToyNetwork.word(2)), Map.of(), Map.of(ToyNetwork.HEAD, 0));
  }

  /** Turns of so many words, in pieces of one. */
  private static List<TrainingStream> streams(int... lengths) {
    return Arrays.stream(lengths)
        .mapToObj(length -> TrainingStream.of(turn(length)).chunked(1))
        .toList();
  }

  @Test
  void shouldDrawAnewForTheNextBatch() {
    try (PointerScope scope = new PointerScope()) {
      LockedDropout dropout = new LockedDropout(SHARE, CarriedState.none());

      assertThat(ones(dropout, "input", ROWS)[0][0])
          .isNotEqualTo(ones(dropout, "input", ROWS)[0][0]);
    }
  }

  /** What is left of ones, [T][B][n]. */
  private static float[][][] ones(LockedDropout dropout, String place, int rows) {
    Tensor left = dropout.of(place, torch.ones(TOKENS, rows, WIDTH));
    float[][][] numbers = new float[TOKENS][rows][];
    for (int token = 0; token < TOKENS; token++) {
      for (int row = 0; row < rows; row++) {
        numbers[token][row] = Parameters.numbers(left.select(0, token).select(0, row));
      }
    }
    return numbers;
  }
}
