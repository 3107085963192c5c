package io.tagstream.training.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.network.TrainingSentence;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepPartsTest {
  private static final WordIds WORD = new WordIds(0, new int[0], new int[0], new int[] {1});

  @Test
  void shouldLeaveABatchOfCommonRowsAsItIs() {
    WordRows rows = rows(IntStream.range(0, 64).map(row -> 60 - row % 40).boxed().toList());

    assertThat(new StepParts(8_192, 2).of(rows)).containsExactly(rows);
  }

  @Test
  void shouldPutRowsOfLikeLengthTogether() {
    WordRows rows = rows(List.of(3, 90, 4, 2, 90));

    assertThat(lengths(new StepParts(300, 1).of(rows)))
        .containsExactly(List.of(2, 3, 4), List.of(90, 90));
  }

  @Test
  void shouldCountTheWeightsOfAttentionOfLongRows() {
    WordRows rows = rows(List.of(256, 256, 256, 256));

    assertThat(lengths(new StepParts(1_024, 1).of(rows)))
        .containsExactly(List.of(256, 256), List.of(256, 256));
  }

  @Property(tries = 200)
  void shouldBoundEveryPartAndKeepWhatBelongsTogether(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 600) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 5_000) int pieces) {
    List<Integer> twice = lengths.stream().flatMap(length -> Stream.of(length, length)).toList();
    WordRows rows = rows(twice);

    List<WordRows> parts = new StepParts(pieces, 2).of(rows);

    assertThat(parts.stream().flatMap(part -> part.sentences().stream()).toList())
        .usingElementComparator((left, right) -> left == right ? 0 : 1)
        .containsExactlyInAnyOrderElementsOf(rows.sentences());
    for (WordRows part : parts) {
      List<Integer> found = part.rows().stream().map(PieceRow::length).toList();
      int longest = Collections.max(found);
      assertThat(found.size() == 2 || found.size() * longest <= pieces).isTrue();
      for (int row = 0; row < found.size(); row += 2) {
        assertThat(rows.sentences().indexOf(part.sentences().get(row)) % 2).isZero();
        assertThat(found.get(row)).isEqualTo(found.get(row + 1));
      }
    }
  }

  private static List<List<Integer>> lengths(List<WordRows> parts) {
    return parts.stream().map(part -> part.rows().stream().map(PieceRow::length).toList()).toList();
  }

  private static WordRows rows(List<Integer> lengths) {
    return new WordRows(
        IntStream.range(0, lengths.size())
            .mapToObj(row -> new TrainingSentence(List.of(WORD), Map.of(), Map.of("row", row)))
            .toList(),
        lengths.stream().map(length -> PieceRow.of(new int[length])).toList(),
        lengths.stream().map(length -> new int[] {0}).toList());
  }
}
