package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelSetsTest {
  private static final DataSet SET = MadeUpSets.set("a", "main", "main");

  @Test
  void shouldSortTheLabels() {
    LabelSets labels =
        LabelSets.of(
            SET, List.of(sentence("x", "B-song I-song B-artist"), sentence("b", "O B-date")));

    assertThat(labels.spans()).containsExactly("artist", "date", "song");
    assertThat(labels.classes()).containsExactly("b", "x");
    assertThat(labels.tagCount()).isEqualTo(7);
  }

  @Test
  void shouldRefuseHalfLabelledData() {
    List<LabelledSentence> sentences =
        List.of(
            sentence("x", "B-song"),
            new LabelledSentence("bare", null, List.of("word"), List.of(), "x"));

    assertThatThrownBy(() -> LabelSets.of(SET, sentences))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("data.a.train: sentence bare: expected tags or spans");
  }

  @Test
  void shouldRefuseDataWithoutLabels() {
    List<LabelledSentence> sentences =
        List.of(new LabelledSentence("bare", null, List.of("word"), List.of("O"), null));

    assertThatThrownBy(() -> LabelSets.of(SET, sentences))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContainingAll("data.a.train: ", "found neither", "what data.a.labels drops");
  }

  private static LabelledSentence sentence(String label, String tags) {
    List<String> list = Arrays.asList(tags.split(" "));
    return new LabelledSentence(
        "made-up", null, list.stream().map(tag -> "word").toList(), list, label);
  }
}
