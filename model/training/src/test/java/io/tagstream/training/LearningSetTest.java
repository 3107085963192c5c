package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.DataOptions;
import io.tagstream.model.data.LabelMapping;
import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import io.tagstream.training.config.DataConfig.Files;
import io.tagstream.training.config.DataConfig.Heads;
import io.tagstream.training.config.DataConfig.Origin;
import io.tagstream.training.config.Shares;
import io.tagstream.training.data.SetSentences;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
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
    List<LabelledSentence> shown = set(weight).shown(new Random(1));

    assertThat(shown).hasSize(size).hasSize(set(weight).size());
    for (LabelledSentence sentence : SENTENCES) {
      assertThat(Collections.frequency(shown, sentence)).isBetween(least, least + 1);
    }
  }

  @Test
  void shouldShowOthersInAnotherEpoch() {
    assertThat(set(0.3).shown(new Random(1))).isNotEqualTo(set(0.3).shown(new Random(2)));
    assertThat(set(1).shown(new Random(1))).isEqualTo(SENTENCES);
  }

  private static LearningSet set(double weight) {
    DataSet set =
        new DataSet(
            "",
            new Files(List.of(), List.of(), DevUse.AS_IS, 0, List.of(), List.of()),
            DataOptions.RECOGNISED,
            LabelMapping.NONE,
            new Heads("main", "main", new TreeSet<>()),
            weight,
            new Origin("made-up", "here", "CC0-1.0"));
    return LearningSet.of(
        new SetSentences(set, SENTENCES, List.of(), List.of(), 0, List.of()), Shares.NONE);
  }
}
