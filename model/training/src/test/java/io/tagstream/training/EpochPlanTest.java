package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.network.TrainingSentence;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EpochPlanTest {
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

  private static List<TrainingSentence> sentences(String head, int count, Random random) {
    return random
        .ints(count, 1, 30)
        .mapToObj(
            words ->
                new TrainingSentence(Collections.nCopies(words, WORD), Map.of(), Map.of(head, 0)))
        .toList();
  }
}
