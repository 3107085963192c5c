package io.tagstream.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.pretraining.WordPieces.Special;
import io.tagstream.training.transformer.MaskedRow;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskingTest {
  private static final int VOCABULARY = 1000;
  private static final int LENGTH = 203;

  /** 200 pieces, each other than its neighbours, in two segments. */
  private static final PairRow ROW = row();

  private final Masking masking = new Masking(VOCABULARY);

  @Test
  void shouldHideFifteenOfAHundredPiecesButNoSpecialOnes() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      MaskedRow masked = masking.of(ROW, random);

      assertThat(masked.places()).hasSize(30).doesNotHaveDuplicates().isSorted();
      assertThat(masked.places()).doesNotContain(0, ROW.second() - 1, LENGTH - 1);
      for (int place = 0, next = 0; place < LENGTH; place++) {
        if (next < 30 && masked.places()[next] == place) {
          assertThat(masked.pieces()[next++]).isEqualTo(ROW.ids()[place]);
        } else {
          assertThat(masked.row().ids()[place]).isEqualTo(ROW.ids()[place]);
        }
      }
    }
  }

  @Test
  void shouldShowEightyPercentAsMaskTenAtRandomAndTenAsTheyAre() {
    Random random = new Random(2);
    int masks = 0;
    int same = 0;
    int others = 0;
    int[] drawnAt = new int[LENGTH];
    for (int i = 0; i < 2000; i++) {
      MaskedRow masked = masking.of(ROW, random);
      for (int j = 0; j < masked.places().length; j++) {
        int shown = masked.row().ids()[masked.places()[j]];
        drawnAt[masked.places()[j]]++;
        if (shown == Special.MASK.id()) {
          masks++;
        } else if (shown == masked.pieces()[j]) {
          same++;
        } else {
          assertThat(shown).isBetween(Special.values().length, VOCABULARY - 1);
          others++;
        }
      }
    }
    double all = masks + same + others;
    assertThat(masks / all).isCloseTo(0.8, within(0.01));
    assertThat(same / all).isCloseTo(0.1, within(0.01));
    assertThat(others / all).isCloseTo(0.1, within(0.01));
    // Every place is drawn as often as the others: 300 times, give or take five deviations.
    assertThat(IntStream.range(1, 100).map(place -> drawnAt[place]))
        .allMatch(count -> Math.abs(count - 300) < 80);
  }

  @Test
  void shouldDrawTheSameFromTheSameSeedAndOtherwiseTheNextTime() {
    Random random = new Random(5);
    MaskedRow first = masking.of(ROW, random);

    assertThat(masking.of(ROW, random).places()).isNotEqualTo(first.places());
    assertThat(masking.of(ROW, new Random(5)).places()).isEqualTo(first.places());
    assertThat(masking.of(ROW, new Random(5)).row().ids()).isEqualTo(first.row().ids());
  }

  @Test
  void shouldHideAPieceOfTheShortestRow() {
    PairRow shortest = new PairRow(new int[] {2, 10, 3, 11, 3}, 3, true);

    assertThat(masking.of(shortest, new Random(1)).places()).hasSize(1);
  }

  private static PairRow row() {
    int[] ids = IntStream.range(10, 10 + LENGTH).toArray();
    int second = LENGTH / 2;
    ids[0] = Special.CLS.id();
    ids[second - 1] = Special.SEP.id();
    ids[LENGTH - 1] = Special.SEP.id();
    return new PairRow(ids, second, true);
  }
}
