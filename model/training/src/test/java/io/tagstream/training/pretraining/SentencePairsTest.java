package io.tagstream.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.training.pretraining.WordPieces.Special;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pieces count on over all documents, so a row shows where its segments are from. */
class SentencePairsTest {
  private static final int FIRST_PIECE = Special.values().length;
  private static final int LONGEST = 64;

  private final Random random = new Random(1);
  private final List<List<int[]>> documents = documents(20, 200);

  @Test
  void shouldPutTwoSegmentsBetweenSpecialPieces() {
    for (PairRow row : rows(1)) {
      int[] ids = row.ids();
      assertThat(ids.length).isBetween(5, LONGEST);
      assertThat(ids[0]).isEqualTo(Special.CLS.id());
      assertThat(ids[row.second() - 1]).isEqualTo(Special.SEP.id());
      assertThat(ids[ids.length - 1]).isEqualTo(Special.SEP.id());
      assertThat(Arrays.stream(ids).filter(id -> id < FIRST_PIECE).count()).isEqualTo(3);
      assertRunning(first(row));
      assertRunning(second(row));
      assertThat(row.row(ids).segments())
          .containsExactly(
              IntStream.range(0, ids.length).map(i -> i < row.second() ? 0 : 1).toArray());
    }
  }

  @Test
  void shouldFollowForHalfOfTheRowsAndBeFromAnotherDocumentForTheOthers() {
    List<PairRow> rows = rows(1);
    for (PairRow row : rows) {
      int last = first(row)[first(row).length - 1];
      int next = second(row)[0];
      if (row.follows()) {
        // Pieces between may have been cut off to fit.
        assertThat(next).isBetween(last + 1, last + LONGEST);
      } else {
        assertThat(document(next)).isNotEqualTo(document(last));
      }
    }
    double share = (double) rows.stream().filter(PairRow::follows).count() / rows.size();
    assertThat(share).isCloseTo(0.5, within(0.03));
  }

  @Test
  void shouldShowAlmostAllPiecesAndMostlyFullRows() {
    List<PairRow> rows = rows(1);
    Set<Integer> shown = new HashSet<>();
    rows.forEach(row -> Arrays.stream(row.ids()).forEach(shown::add));

    long all = documents.stream().flatMap(List::stream).mapToLong(each -> each.length).sum();
    assertThat((double) shown.size() / all).isGreaterThan(0.9);
    double full =
        (double) rows.stream().filter(row -> row.ids().length == LONGEST).count() / rows.size();
    assertThat(full).isBetween(0.6, 0.95);
  }

  @Test
  void shouldDrawTheSameFromTheSameSeedAndAnotherEpochOtherwise() {
    assertThat(ids(rows(1))).isEqualTo(ids(rows(1))).isNotEqualTo(ids(rows(2)));
  }

  @Test
  void shouldPairApartSentencesOfASingleDocument() {
    List<List<int[]>> one = List.of(documents.get(0).subList(0, 20), List.of());
    List<PairRow> rows = new ArrayList<>();
    for (int seed = 0; seed < 200; seed++) {
      rows.addAll(new SentencePairs(one, LONGEST).rows(new Random(seed)));
    }

    assertThat(rows).filteredOn(PairRow::follows).hasSizeGreaterThan(300);
    List<PairRow> others = rows.stream().filter(row -> !row.follows()).toList();
    assertThat(others).hasSizeGreaterThan(300);
    for (PairRow row : others) {
      int[] first = first(row);
      int[] second = second(row);
      boolean before = second[second.length - 1] < first[0];
      boolean after = sentence(one, second[0]) > sentence(one, first[first.length - 1]) + 1;
      assertThat(before || after).as(Arrays.toString(row.ids())).isTrue();
    }
    assertThat(others).anyMatch(row -> second(row)[0] < first(row)[0]);
    assertThat(others).anyMatch(row -> second(row)[0] > first(row)[0]);
  }

  @Test
  void shouldPairTheOnlyTwoSentencesAsTheyStand() {
    List<List<int[]>> one = List.of(List.of(new int[] {5, 6}, new int[] {7, 8}));

    for (int seed = 0; seed < 20; seed++) {
      List<PairRow> rows = new SentencePairs(one, LONGEST).rows(new Random(seed));

      assertThat(rows).isNotEmpty();
      assertThat(rows)
          .allSatisfy(row -> assertThat(row.follows()).isEqualTo(first(row)[0] < second(row)[0]));
    }
  }

  @Test
  void shouldRefuseASingleSentence() {
    List<List<int[]>> one = List.of(List.of(), List.of(new int[] {5, 6}));

    assertThatThrownBy(() -> new SentencePairs(one, LONGEST))
        .isInstanceOf(UnusableTextException.class)
        .hasMessageContaining("expected at least two sentences")
        .hasMessageContaining("found 1; give more text");
  }

  private List<PairRow> rows(long seed) {
    return new SentencePairs(documents, LONGEST).rows(new Random(seed));
  }

  private static List<List<Integer>> ids(List<PairRow> rows) {
    return rows.stream().map(row -> Arrays.stream(row.ids()).boxed().toList()).toList();
  }

  private static int[] first(PairRow row) {
    return Arrays.copyOfRange(row.ids(), 1, row.second() - 1);
  }

  private static int[] second(PairRow row) {
    return Arrays.copyOfRange(row.ids(), row.second(), row.ids().length - 1);
  }

  private static void assertRunning(int[] pieces) {
    for (int i = 1; i < pieces.length; i++) {
      assertThat(pieces[i]).isEqualTo(pieces[i - 1] + 1);
    }
  }

  private static int sentence(List<List<int[]>> one, int piece) {
    List<int[]> sentences = one.get(0);
    return (int) sentences.stream().filter(each -> each[each.length - 1] < piece).count();
  }

  private int document(int piece) {
    for (int i = 0; i < documents.size(); i++) {
      List<int[]> sentences = documents.get(i);
      int[] last = sentences.get(sentences.size() - 1);
      if (piece <= last[last.length - 1]) {
        return i;
      }
    }
    throw new IllegalArgumentException("piece " + piece);
  }

  private List<List<int[]>> documents(int count, int sentences) {
    List<List<int[]>> all = new ArrayList<>();
    int piece = FIRST_PIECE;
    for (int i = 0; i < count; i++) {
      List<int[]> document = new ArrayList<>();
      for (int j = 0; j < sentences; j++) {
        int length = 1 + random.nextInt(20);
        document.add(IntStream.range(piece, piece + length).toArray());
        piece += length;
      }
      all.add(document);
    }
    return all;
  }
}
