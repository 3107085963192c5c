package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.encoder.BatchCosts;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowBatchesTest {
  private static final BatchCosts COSTS = BatchCosts.RECURRENT;

  private static List<List<Integer>> batches(int rowCount, IntUnaryOperator length) {
    return RowBatches.of(COSTS, rowCount, length).stream()
        .map(rows -> Arrays.stream(rows).boxed().toList())
        .toList();
  }

  private static int paddedTokens(List<List<Integer>> batches, IntUnaryOperator length) {
    return batches.stream()
        .mapToInt(rows -> rows.size() * rows.stream().mapToInt(length::applyAsInt).max().orElse(0))
        .sum();
  }

  @Test
  void shouldSortByLength() {
    int[] lengths = {6, 5, 7, 5};

    assertThat(batches(4, row -> lengths[row])).containsExactly(List.of(1, 3, 0, 2));
  }

  @Test
  void shouldMakeNoBatchOfNothing() {
    assertThat(batches(0, row -> 1)).isEmpty();
  }

  @Test
  void shouldNotPadShortRowsToOneThatIsMuchLonger() {
    assertThat(batches(17, row -> row == 3 ? 200 : 10)).hasSize(2).contains(List.of(3));
  }

  @Test
  void shouldPutFewRowsOfNearlyTheSameLengthTogether() {
    assertThat(batches(4, row -> 12 + row)).hasSize(1);
  }

  @Test
  void shouldPadLittleWhereManyRowsAreOfManyLengths() {
    IntUnaryOperator length = row -> 5 + row * 7 % 41;
    int tokens = IntStream.range(0, 256).map(length).sum();

    List<List<Integer>> batches = batches(256, length);

    assertThat(paddedTokens(batches, length)).isLessThan(tokens + tokens / 8);
    assertThat(batches).hasSizeLessThan(24);
  }

  @Property
  void shouldPutEveryRowIntoOneBatchOfBoundedSize(
      @ForAll @Size(max = 160) List<@IntRange(min = 1, max = 6000) Integer> lengths) {
    List<List<Integer>> batches = batches(lengths.size(), lengths::get);

    assertThat(batches.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, lengths.size()).boxed().toList());
    for (List<Integer> batch : batches) {
      int longest = batch.stream().mapToInt(lengths::get).max().orElse(0);
      assertThat(batch.size() == 1 || longest * batch.size() <= COSTS.maxPaddedTokens()).isTrue();
      assertThat(batch).hasSizeLessThanOrEqualTo(COSTS.maxRows());
    }
  }
}
