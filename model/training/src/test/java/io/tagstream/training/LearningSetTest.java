package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.LabelMapping;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.model.data.StreamPlace;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import io.tagstream.training.config.DataConfig.Files;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.DataConfig.Origin;
import io.tagstream.training.config.DataConfig.StreamUse;
import io.tagstream.training.config.Shares;
import io.tagstream.training.data.SetSentences;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningSetTest {
  private static final List<LabelledSentence> SENTENCES =
      IntStream.range(0, 10)
          .mapToObj(i -> new LabelledSentence("s" + i, null, List.of("word"), List.of(), "c"))
          .toList();

  @ParameterizedTest
  @CsvSource({"1, 10, 1", "0, 0, 0", "0.3, 3, 0", "2.5, 25, 2", "3, 30, 3"})
  void shouldShowEverySentenceAsOftenAsItsWeight(double weight, int size, int least) {
    List<LabelledSentence> shown =
        set(weight).shown(new Random(1)).stream().flatMap(List::stream).toList();

    assertThat(shown).hasSize(size).hasSize(set(weight).size());
    for (LabelledSentence sentence : SENTENCES) {
      assertThat(Collections.frequency(shown, sentence)).isBetween(least, least + 1);
    }
  }

  @Test
  void shouldShowOthersInAnotherEpoch() {
    assertThat(set(0.3).shown(new Random(1))).isNotEqualTo(set(0.3).shown(new Random(2)));
    assertThat(set(1).shown(new Random(1))).isEqualTo(SENTENCES.stream().map(List::of).toList());
  }

  @Test
  void shouldPutTheTurnsOfAKeyInTheirOrderAndCutLongStreams() {
    List<LabelledSentence> turns =
        Stream.of("a3", "b1", "a1", "a2", "b0", "c5").map(LearningSetTest::turn).toList();

    LearningSet set = LearningSet.of(sentences(StreamUse.KEYS, 1, turns), Shares.NONE, 2);

    assertThat(set.shown(new Random(1)).stream().map(LearningSetTest::ids))
        .containsExactly(List.of("a1", "a2"), List.of("a3"), List.of("b0", "b1"), List.of("c5"));
    assertThat(set.size()).isEqualTo(4);
    assertThat(set.perEpoch()).isEqualTo(6);
    assertThat(set.mostTurns()).isEqualTo(1);
  }

  @Test
  void shouldLeaveShuffledSentencesToBeChained() {
    LearningSet set = LearningSet.of(sentences(StreamUse.SHUFFLED, 1, SENTENCES), Shares.NONE, 3);

    assertThat(set.shown(new Random(1))).isEqualTo(SENTENCES.stream().map(List::of).toList());
    assertThat(set.mostTurns()).isEqualTo(3);
  }

  private static LabelledSentence turn(String id) {
    StreamPlace place = new StreamPlace(id.substring(0, 1), Long.parseLong(id.substring(1)));
    return new LabelledSentence(id, null, List.of("word"), List.of(), "c", Set.of(), place);
  }

  private static List<String> ids(List<LabelledSentence> stream) {
    return stream.stream().map(LabelledSentence::id).toList();
  }

  private static LearningSet set(double weight) {
    return LearningSet.of(sentences(StreamUse.ALONE, weight, SENTENCES), Shares.NONE, 4);
  }

  private static SetSentences sentences(
      StreamUse streams, double weight, List<LabelledSentence> train) {
    DataSet set =
        new DataSet(
            "",
            new Files(List.of(), List.of(), DevUse.AS_IS, 0, List.of(), List.of()),
            DataOptions.RECOGNISED,
            LabelMapping.NONE,
            new Heads("main", "main", new TreeSet<>()),
            weight,
            streams,
            new Origin("made-up", "here", "CC0-1.0"));
    return new SetSentences(set, train, List.of(), List.of(), 0, List.of());
  }
}
