package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowBatchesTest {

  @Test
  void shouldSortByLength() {
    int[] lengths = {9, 1, 5, 1};

    assertThat(RowBatches.of(4, row -> lengths[row])).containsExactly(List.of(1, 3, 2, 0));
  }

  @Test
  void shouldMakeNoBatchOfNothing() {
    assertThat(RowBatches.of(0, row -> 1)).isEmpty();
  }

  @Property
  void shouldPutEveryRowIntoOneBatchOfBoundedSize(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 6000) Integer> lengths) {
    List<List<Integer>> batches = RowBatches.of(lengths.size(), lengths::get);

    assertThat(batches.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, lengths.size()).boxed().toList());
    for (List<Integer> batch : batches) {
      int longest = batch.stream().mapToInt(lengths::get).max().orElse(0);
      assertThat(batch.size() == 1 || longest * batch.size() <= RowBatches.MAX_PADDED_TOKENS)
          .isTrue();
    }
  }
}
