package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.network.TrainingSentence;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EpochPlanTest {
  private static final int LONGEST = 29;
  private static final WordIds WORD = new WordIds(1, new int[] {1}, new int[] {1});

  @Property(tries = 50)
  void shouldShowEverySentenceOnceAndNeverTwoSetsInABatch(
      @ForAll @IntRange(min = 1, max = 500) int count,
      @ForAll @IntRange(min = 1, max = 100) int otherCount,
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<TrainingSentence> sentences = sentences("toy", count, random);
    List<TrainingSentence> others = sentences("other", otherCount, random);

    List<List<TrainingSentence>> batches =
        EpochPlan.batches(List.of(sentences, others), batchSize, random);

    assertThat(batches)
        .hasSize((count + batchSize - 1) / batchSize + (otherCount + batchSize - 1) / batchSize)
        .allMatch(batch -> batch.stream().map(TrainingSentence::labels).distinct().count() == 1);
    assertThat(batches.stream().flatMap(List::stream).toList())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(sentences.stream(), others.stream()).toList());
  }

  @Property(tries = 50)
  void shouldPutLikeLengthsTogether(@ForAll long seed) {
    List<TrainingSentence> sentences = sentences("toy", 200, new Random(seed));

    List<List<TrainingSentence>> batches =
        EpochPlan.batches(List.of(sentences), 4, new Random(seed));

    // Sorted, the shortest of a batch is no shorter than the longest of the one before.
    int spread =
        batches.stream()
            .map(batch -> batch.stream().mapToInt(row -> row.words().size()).summaryStatistics())
            .mapToInt(lengths -> lengths.getMax() - lengths.getMin())
            .sum();
    assertThat(spread).isLessThan(LONGEST);
  }

  @Property(tries = 50)
  void shouldShowThemInAnotherOrderForAnotherSeed(@ForAll long seed) {
    List<TrainingSentence> sentences = sentences("toy", 200, new Random(seed));

    List<List<TrainingSentence>> batches =
        EpochPlan.batches(List.of(sentences), 4, new Random(seed));

    assertThat(EpochPlan.batches(List.of(sentences), 4, new Random(seed))).isEqualTo(batches);
    assertThat(EpochPlan.batches(List.of(sentences), 4, new Random(seed + 1)))
        .isNotEqualTo(batches);
    assertThat(batches)
        .as("not from the shortest to the longest")
        .isNotEqualTo(
            batches.stream().sorted(Comparator.comparingInt(EpochPlanTest::first)).toList());
  }

  private static int first(List<TrainingSentence> batch) {
    return batch.get(0).words().size();
  }

  private static List<TrainingSentence> sentences(String head, int count, Random random) {
    return random
        .ints(count, 1, LONGEST + 1)
        .mapToObj(
            words ->
                new TrainingSentence(Collections.nCopies(words, WORD), Map.of(), Map.of(head, 0)))
        .toList();
  }
}
