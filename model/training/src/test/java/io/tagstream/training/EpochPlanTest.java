package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.config.StreamConfig;
import io.tagstream.training.network.TrainingSentence;
import io.tagstream.training.network.TrainingStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

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

    List<List<TrainingStream>> batches =
        EpochPlan.batches(
            List.of(shown(sentences), shown(others)), batchSize, TrainingStream::words, random);

    assertThat(batches)
        .hasSize((count + batchSize - 1) / batchSize + (otherCount + batchSize - 1) / batchSize)
        .allMatch(
            batch ->
                batch.stream().map(row -> row.pieces().get(0).labels()).distinct().count() == 1);
    assertThat(batches.stream().flatMap(List::stream).toList())
        .containsExactlyInAnyOrderElementsOf(
            TrainingStream.each(Stream.concat(sentences.stream(), others.stream()).toList()));
  }

  @Property(tries = 50)
  void shouldPutLikeLengthsTogether(@ForAll long seed) {
    List<TrainingSentence> sentences = sentences("toy", 200, new Random(seed));

    List<List<TrainingStream>> batches =
        EpochPlan.batches(List.of(shown(sentences)), 4, TrainingStream::words, new Random(seed));

    // Sorted, the shortest of a batch is no shorter than the longest of the one before.
    assertThat(spread(batches, TrainingStream::words)).isLessThan(LONGEST);
  }

  private static int spread(
      List<List<TrainingStream>> batches, ToIntFunction<TrainingStream> length) {
    return batches.stream()
        .map(batch -> batch.stream().mapToInt(length).summaryStatistics())
        .mapToInt(lengths -> lengths.getMax() - lengths.getMin())
        .sum();
  }

  @Property(tries = 50)
  void shouldPutTogetherWhatIsOfLikeLengthForTheNetworkAndNotInWords(@ForAll long seed) {
    List<TrainingSentence> sentences =
        new Random(seed)
            .ints(200, 1, LONGEST + 1)
            .mapToObj(
                pieces ->
                    new TrainingSentence(
                        List.of(new WordIds(0, new int[0], new int[0], new int[pieces])),
                        Map.of(),
                        Map.of("toy", 0)))
            .toList();
    ToIntFunction<TrainingStream> pieces =
        stream -> stream.pieces().get(0).words().get(0).lexicon().length;

    List<List<TrainingStream>> batches =
        EpochPlan.batches(List.of(shown(sentences)), 4, pieces, new Random(seed));

    assertThat(spread(batches, pieces)).isLessThan(LONGEST);
  }

  @Property(tries = 50)
  void shouldShowThemInAnotherOrderForAnotherSeed(@ForAll long seed) {
    List<TrainingSentence> sentences = sentences("toy", 200, new Random(seed));

    List<List<TrainingStream>> batches =
        EpochPlan.batches(List.of(shown(sentences)), 4, TrainingStream::words, new Random(seed));

    assertThat(
            EpochPlan.batches(
                List.of(shown(sentences)), 4, TrainingStream::words, new Random(seed)))
        .isEqualTo(batches);
    assertThat(
            EpochPlan.batches(
                List.of(shown(sentences)), 4, TrainingStream::words, new Random(seed + 1)))
        .isNotEqualTo(batches);
    assertThat(batches)
        .as("not from the shortest to the longest")
        .isNotEqualTo(
            batches.stream().sorted(Comparator.comparingInt(EpochPlanTest::first)).toList());
  }

  @Property(tries = 50)
  void shouldChainBatchesToStreamsOfAsManyStepsInEveryEpoch(
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll @IntRange(min = 2, max = 5) int mostTurns,
      @ForAll long seed) {
    List<TrainingSentence> sentences = sentences("toy", count, new Random(seed));
    EpochPlan.Shown shown = new EpochPlan.Shown(TrainingStream.each(sentences), mostTurns);

    List<List<TrainingStream>> batches =
        EpochPlan.batches(List.of(shown), batchSize, TrainingStream::words, new Random(seed));

    assertThat(batches)
        .hasSize(EpochPlan.batches(count, batchSize, mostTurns))
        .allMatch(batch -> batch.size() <= batchSize)
        .allMatch(batch -> batch.stream().allMatch(stream -> stream.turns() <= mostTurns));
    assertThat(
            batches.stream()
                .flatMap(List::stream)
                .flatMap(stream -> stream.pieces().stream())
                .toList())
        .containsExactlyInAnyOrderElementsOf(sentences);
    assertThat(
            EpochPlan.batches(List.of(shown), batchSize, TrainingStream::words, new Random(seed)))
        .isEqualTo(batches);
  }

  @Test
  void shouldChainAnyNumberOfTurnsFromOneToTheMost() {
    assertThat(Chains.lengths(500, 4)).contains(1, 2, 3, 4).allMatch(turns -> turns <= 4);
    assertThat(Chains.lengths(500, 4).stream().mapToInt(turns -> turns).sum()).isEqualTo(500);
  }

  @Test
  void shouldCutTheShareOfTheTurnsAnywhereAndLookAheadAnyDistance() {
    TurnCuts cuts = new TurnCuts(new StreamConfig(1, 0.3, 2), new Random(1));
    TrainingSentence turn = sentence(8);
    Set<Integer> borders = new TreeSet<>();
    Set<Integer> lookaheads = new TreeSet<>();
    int cut = 0;
    for (int i = 0; i < 1000; i++) {
      List<TrainingSentence> pieces = cuts.pieces(turn);
      cut += pieces.size() == 2 ? 1 : 0;
      TrainingSentence first = pieces.get(0);
      if (pieces.size() == 2) {
        borders.add(first.carried());
        lookaheads.add(first.words().size() - first.carried());
      }
    }
    assertThat(cut).isBetween(250, 350);
    assertThat(borders).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(lookaheads).containsExactly(0, 1, 2, 3, 4);
    assertThat(cuts.pieces(sentence(1))).hasSize(1);
  }

  private static TrainingSentence sentence(int words) {
    return new TrainingSentence(Collections.nCopies(words, WORD), Map.of(), Map.of("toy", 0));
  }

  private static EpochPlan.Shown shown(List<TrainingSentence> sentences) {
    return new EpochPlan.Shown(TrainingStream.each(sentences), 1);
  }

  private static int first(List<TrainingStream> batch) {
    return batch.get(0).words();
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
