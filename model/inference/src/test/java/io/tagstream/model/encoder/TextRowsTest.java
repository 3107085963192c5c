package io.tagstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.encoder.TextRows.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextRowsTest {
  /** Windows without special pieces. */
  private static TextRows rows(int pieces, int capacity, int overlap) {
    List<Window> windows = new ArrayList<>();
    int end = 0;
    for (int begin = 0; end < pieces; begin += capacity - overlap) {
      end = Math.min(pieces, begin + capacity);
      PieceRow row = new PieceRow(new int[end - begin], new int[end - begin]);
      windows.add(new Window(row, begin, end - begin, 0));
    }
    return new TextRows(pieces, windows);
  }

  /** Encodings in which each piece says in which window it stands, and each window likewise. */
  private static List<Encoding> numbered(TextRows rows) {
    List<Encoding> encodings = new ArrayList<>();
    for (Window window : rows.windows()) {
      float[][] logits = new float[window.row().length()][];
      for (int piece = 0; piece < logits.length; piece++) {
        logits[piece] = new float[] {encodings.size(), window.first() + piece};
      }
      encodings.add(new Encoding(logits, new float[] {encodings.size()}, null));
    }
    return encodings;
  }

  /** Tag logits of a window of which each piece says but its best tag, of ten. */
  private static Encoding tagged(int... tags) {
    float[][] logits = new float[tags.length][10];
    for (int piece = 0; piece < tags.length; piece++) {
      logits[piece][tags[piece]] = 1;
    }
    return new Encoding(logits, null, null);
  }

  private static List<Integer> tags(Encoding merged) {
    return Arrays.stream(Objects.requireNonNull(merged.tagLogits()))
        .map(logits -> IntStream.range(0, logits.length).filter(tag -> logits[tag] == 1).sum())
        .toList();
  }

  @Test
  void shouldTakeOverWhereBothWindowsSayTheSame() {
    // Windows 0..8 and 4..12; the second does not see that 4 and 5 belong to a span.
    TextRows rows = rows(12, 8, 4);
    Encoding first = tagged(0, 0, 1, 2, 2, 2, 0, 0);
    Encoding second = tagged(0, 3, 0, 0, 0, 4, 5, 0);

    assertThat(tags(rows.merged(List.of(first, second))))
        .containsExactly(0, 0, 1, 2, 2, 2, 0, 0, 0, 4, 5, 0);
  }

  @Test
  void shouldTakeOverInTheMiddleWhereTheySayNothingAlike() {
    TextRows rows = rows(12, 8, 4);

    assertThat(
            tags(
                rows.merged(
                    List.of(tagged(1, 1, 1, 1, 1, 1, 1, 1), tagged(2, 2, 2, 2, 2, 2, 2, 2)))))
        .containsExactly(1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
  }

  @Test
  void shouldTakeEachPieceFromTheWindowInWhichItIsDeepest() {
    TextRows rows = rows(12, 8, 4);
    float[][] logits = Objects.requireNonNull(rows.merged(numbered(rows)).tagLogits());

    // Windows 0..8 and 4..12: pieces 4 and 5 are deeper in the first one, 6 and 7 in the second.
    assertThat(Arrays.stream(logits).map(said -> (int) said[0]))
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void shouldWeighClassesByThePiecesOfTheirWindows() {
    TextRows rows = rows(10, 8, 4);

    // Pieces 6 to 9 are those of the second window.
    assertThat(rows.merged(numbered(rows)).classLogits()).containsExactly(0.4f);
  }

  @Property
  void shouldSaySomethingOfEveryPieceInItsOrder(
      @ForAll @IntRange(min = 1, max = 300) int pieces,
      @ForAll @IntRange(min = 2, max = 40) int capacity,
      @ForAll @IntRange(min = 0, max = 20) int overlap) {
    TextRows rows = rows(pieces, capacity, Math.min(overlap, capacity / 2));
    float[][] logits = Objects.requireNonNull(rows.merged(numbered(rows)).tagLogits());

    assertThat(logits).hasNumberOfRows(pieces);
    for (int piece = 0; piece < pieces; piece++) {
      assertThat(logits[piece][1]).isEqualTo(piece);
    }
  }
}
