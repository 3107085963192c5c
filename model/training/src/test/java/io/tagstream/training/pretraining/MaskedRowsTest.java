package io.tagstream.training.pretraining;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.transformer.MaskedRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskedRowsTest {
  private static final int BATCH = 4;

  private final List<List<int[]>> documents = documents();

  @Test
  void shouldGoOnTheSameAfterStepsThatWereSkipped() {
    MaskedRows all = rows();
    MaskedRows later = rows();
    for (int i = 0; i < 25; i++) {
      all.next();
    }
    later.skip(25);

    for (int i = 0; i < 25; i++) {
      assertThat(shown(later.next())).isEqualTo(shown(all.next()));
    }
  }

  @Test
  void shouldBeginANewEpochWhenOneIsOver() {
    MaskedRows rows = rows();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sizes.add(rows.next().size());
    }

    // Only the last batch of an epoch has fewer rows.
    assertThat(sizes).allMatch(size -> size >= 1 && size <= BATCH);
    assertThat(sizes.stream().filter(size -> size < BATCH).count()).isBetween(1L, 12L);
  }

  @Test
  void shouldPairEachEpochAnew() {
    MaskedRows rows = epochs(Random::new);

    assertThat(unmasked(rows.next())).isNotEqualTo(unmasked(rows.next()));
  }

  @Test
  void shouldMaskEachEpochAnew() {
    MaskedRows rows = epochs(epoch -> new Random(1));
    List<MaskedRow> first = rows.next();
    List<MaskedRow> second = rows.next();

    assertThat(unmasked(second)).isEqualTo(unmasked(first));
    assertThat(shown(second)).isNotEqualTo(shown(first));
  }

  /** A batch holds all rows of an epoch. */
  private MaskedRows epochs(LongFunction<Random> ofEpoch) {
    return new MaskedRows(documents, 20, 1000, 100, ofEpoch, Random::new);
  }

  /** The pieces of rows before some were hidden. */
  private static List<List<Integer>> unmasked(List<MaskedRow> rows) {
    return rows.stream()
        .map(
            row -> {
              int[] ids = row.row().ids().clone();
              for (int i = 0; i < row.places().length; i++) {
                ids[row.places()[i]] = row.pieces()[i];
              }
              return Arrays.stream(ids).boxed().toList();
            })
        .toList();
  }

  @Test
  void shouldHoldTheSameFirstRowsEachTime() {
    MaskedRows rows = rows();

    assertThat(shown(rows.first(7))).hasSize(7).isEqualTo(shown(rows.first(7)));
  }

  @Test
  void shouldHoldTheShorterOfTheFirstRowsFirst() {
    assertThat(rows().first(12)).isSortedAccordingTo(comparingInt(row -> row.row().ids().length));
  }

  private MaskedRows rows() {
    return new MaskedRows(documents, 20, BATCH, 100, Random::new, step -> new Random(-step));
  }

  private static List<List<Integer>> shown(List<MaskedRow> rows) {
    return rows.stream().map(row -> Arrays.stream(row.row().ids()).boxed().toList()).toList();
  }

  private static List<List<int[]>> documents() {
    Random random = new Random(1);
    List<List<int[]>> documents = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      documents.add(
          IntStream.range(0, 15)
              .mapToObj(j -> random.ints(1 + random.nextInt(8), 5, 100).toArray())
              .toList());
    }
    return documents;
  }
}
