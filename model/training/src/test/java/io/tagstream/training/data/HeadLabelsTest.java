package io.tagstream.training.data;

import static io.tagstream.training.data.MadeUpSets.classified;
import static io.tagstream.training.data.MadeUpSets.sentences;
import static io.tagstream.training.data.MadeUpSets.set;
import static io.tagstream.training.data.MadeUpSets.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.training.network.OpenTags;
import io.tagstream.training.network.TrainingSentence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadLabelsTest {
  private static final RecurrentTokenizer TOKENIZER =
      new RecurrentTokenizer(
          RecurrentTokenizer.FORMAT_VERSION,
          List.of("word"),
          new RecurrentTokenizer.Affixes(2, 16),
          new RecurrentTokenizer.Characters(List.of("w"), 4));

  @Test
  void shouldUniteTheLabelsOfSetsThatShareAHead() {
    HeadLabels labels =
        HeadLabels.of(
            List.of(
                sentences(set("a", "main", "x"), tagged("B-b O", "two")),
                sentences(set("b", "main", "y"), tagged("B-a B-c", "one")),
                sentences(set("c", "own", "x"), tagged("B-z O", "three"))));

    assertThat(labels.spans())
        .containsExactly(entry("main", List.of("a", "b", "c")), entry("own", List.of("z")));
    assertThat(labels.classes())
        .containsExactly(entry("x", List.of("three", "two")), entry("y", List.of("one")));
  }

  @Test
  void shouldRefuseToLeaveOpenWhatNobodyKnowsOrTheSetAnnotates() {
    SetSentences other = sentences(set("a", "main", "x"), tagged("B-PRODUCT", null));
    SetSentences unknown = sentences(set("b", "main", "x", "PRODUCTS"), tagged("B-PER", null));
    SetSentences annotated = sentences(set("b", "main", "x", "PER"), tagged("B-PER", null));

    assertThatThrownBy(() -> HeadLabels.of(List.of(other, unknown)))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("data.b.open: ")
        .hasMessageContaining("found 'PRODUCTS'; the nearest is 'PRODUCT'");
    assertThatThrownBy(() -> HeadLabels.of(List.of(other, annotated)))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("data.b.open: ")
        .hasMessageContaining("found 'PER', which it does");
  }

  @Test
  void shouldHoldWhatASetWithoutTrainFilesLeavesOpenAgainstItsLabels() {
    SetSentences other = sentences(set("a", "main", "x"), tagged("B-PRODUCT B-PER", null));

    assertThatThrownBy(() -> HeadLabels.of(List.of(other, measured("PRODUCTS"))))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("data.b.open: ")
        .hasMessageContaining("the nearest is 'PRODUCT'");
    assertThatThrownBy(() -> HeadLabels.of(List.of(other, measured("PER"))))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("found 'PER', which it does");
  }

  private static SetSentences measured(String open) {
    return new SetSentences(
        set("b", "main", "x", open),
        List.of(),
        List.of(),
        List.of(tagged("B-PER", null)),
        0,
        List.of());
  }

  @Test
  void shouldTrainEveryHeadByTheSentencesThatSpeakOfIt() {
    SetSentences tags = sentences(set("a", "slots", "x", "c"), tagged("O B-b", null));
    SetSentences classes = sentences(set("b", "slots", "topics"), classified("word", "rain"));
    SetSentences both = sentences(set("c", "slots", "topics"), tagged("B-c", "snow"));
    HeadLabels labels = HeadLabels.of(List.of(tags, classes, both));
    SentenceEncoder encoder = new SentenceEncoder(new WordFeatures(TOKENIZER)::ids, labels);

    TrainingSentence tagsOnly = encoded(encoder, tags);
    TrainingSentence classOnly = encoded(encoder, classes);
    TrainingSentence all = encoded(encoder, both);

    assertThat(tagsOnly.tags()).containsOnlyKeys("slots");
    assertThat(tagsOnly.tags().get("slots")).containsExactly(0, 1);
    assertThat(tagsOnly.openTags()).containsExactly(entry("slots", new OpenTags(Set.of(3, 4))));
    assertThat(tagsOnly.labels()).isEmpty();
    assertThat(classOnly.tags()).isEmpty();
    assertThat(classOnly.labels()).containsExactly(entry("topics", 0));
    assertThat(all.tags().get("slots")).containsExactly(3);
    assertThat(all.labels()).containsExactly(entry("topics", 1));
  }

  private static TrainingSentence encoded(SentenceEncoder encoder, SetSentences set) {
    return encoder.encode(set.train(), set.set().heads()).get(0);
  }
}
