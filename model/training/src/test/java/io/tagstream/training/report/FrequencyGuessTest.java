package io.tagstream.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.transformer.MaskedRow;
import io.tagstream.training.transformer.PieceRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrequencyGuessTest {
  private static final int VOCABULARY = 4;
  private static final int UNKNOWN = 1;

  @Test
  void shouldGuessByHowOftenPiecesOccurCountingEachOnceMore() {
    List<List<int[]>> texts =
        List.of(List.of(new int[] {2, 2}, new int[] {3}), List.of(new int[] {2, 1, 2}));

    FrequencyGuess guess =
        FrequencyGuess.of(List.of(row(2, 3), row(1)), texts, VOCABULARY, UNKNOWN);

    // Of 6 pieces, and 4 more: 4 + 1, 1 + 1, 1 + 1.
    double product = 0.5 * 0.2 * 0.2;
    assertThat(guess.perplexity()).isCloseTo(Math.pow(product, -1.0 / 3), within(1e-9));
    assertThat(guess.hidden()).isEqualTo(3);
    assertThat(guess.unknown()).isEqualTo(1);
    assertThat(guess.unknownPercent()).isCloseTo(33.33, within(0.01));
  }

  @Test
  void shouldBeAFairGuessWhereNothingIsKnown() {
    assertThat(FrequencyGuess.of(List.of(row(0)), List.of(), VOCABULARY, UNKNOWN).perplexity())
        .isCloseTo(VOCABULARY, within(1e-9));
  }

  private static MaskedRow row(int... hidden) {
    int[] places = new int[hidden.length];
    PieceRow shown = new PieceRow(new int[hidden.length], new int[hidden.length]);
    return new MaskedRow(shown, places, hidden, true);
  }
}
