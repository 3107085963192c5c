package io.tagstream.training.data;

import static io.tagstream.training.data.MadeUpSets.classified;
import static io.tagstream.training.data.MadeUpSets.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.training.config.DataConfig.DevUse;
import io.tagstream.training.config.DataConfig.Files;
import io.tagstream.training.config.DataConfig.Heads;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DataChecksTest {
  private static final Path FILE = Path.of("made-up.jsonl");

  @Test
  void shouldSayAndCountWhatIsLikelyToBeAMistake() {
    Files files =
        new Files(List.of(FILE), List.of(FILE), DevUse.AS_IS, 0, List.of(), List.of(FILE));
    SetSentences set =
        new SetSentences(
            MadeUpSets.set("a", files, new Heads("main", "main", new TreeSet<>())),
            List.of(tagged("B-song O O", "play"), tagged("B-Song", "play")),
            List.of(tagged("B-date O B-date", "rate"), tagged("O", "play")),
            List.of(),
            0,
            List.of());

    assertThat(DataChecks.of(MadeUpSets.data(set)))
        .containsExactly(
            "data.a.dev: 'date' (2 times) does not occur in the sentences to learn from, so the"
                + " model cannot say it",
            "data.a.dev: 'rate' (1 times) does not occur in the sentences to learn from, so the"
                + " model cannot say it",
            "2 of 2 dev sentences also stand, but for case and punctuation, among those to learn"
                + " from: its scores promise too much");
  }

  @Test
  void shouldNameTheKeyThatTheDevSentencesComeFrom() {
    Files files = new Files(List.of(FILE), List.of(), DevUse.AS_IS, 0.5, List.of(), List.of());
    SetSentences set =
        new SetSentences(
            MadeUpSets.set("a", files, new Heads("main", "main", new TreeSet<>())),
            List.of(classified("rain", "weather")),
            List.of(classified("fog", "mist")),
            List.of(),
            0,
            List.of());

    assertThat(DataChecks.of(MadeUpSets.data(set)))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("data.a.dev.share: 'mist' (1 times) does not occur");
  }

  @Test
  void shouldSayOnceThatAHeadLearnsNothing() {
    SetSentences set =
        new SetSentences(
            MadeUpSets.set("", "main", "main"),
            List.of(tagged("B-song O", null)),
            List.of(classified("fog", "weather"), classified("ice", "weather")),
            List.of(classified("fog", "weather"), classified("hi", "Other")),
            0,
            List.of());

    assertThat(DataChecks.of(MadeUpSets.data(set)))
        .containsExactly(
            "data.dev: 'weather' (2 times) does not occur in the sentences to learn from, so the"
                + " model cannot say it",
            "data.test: 2 classes occur (2 times), but none in the sentences to learn from, so the"
                + " model cannot say any");
  }

  @Test
  void shouldCompareSpellingsWithinEachHeadOverAllSets() {
    SetSentences one =
        MadeUpSets.sentences(MadeUpSets.set("a", "x", "y"), tagged("B-song", "Song"));
    SetSentences other =
        MadeUpSets.sentences(MadeUpSets.set("b", "x", "z"), tagged("B-Song O B-Song", "song"));

    assertThat(DataChecks.spellings(List.of(one, other)))
        .containsExactly(
            "labels of the slot head 'x': 'Song' (2 times) and 'song' (1 times) differ only in case"
                + " and are different labels");
  }

  @Test
  void shouldHoldASetThatIsOnlyMeasuredByAgainstAllOthers() {
    SetSentences learned =
        new SetSentences(
            MadeUpSets.set("a", "main", "main"),
            List.of(classified("rain today", "weather")),
            List.of(),
            List.of(),
            0,
            List.of());
    SetSentences measured =
        new SetSentences(
            MadeUpSets.set("b", "main", "main"),
            List.of(),
            List.of(classified("Rain, today!", "weather"), classified("x", "y")),
            List.of(classified("fog", "weather")),
            0,
            List.of());

    assertThat(DataChecks.of(MadeUpSets.data(learned, measured)))
        .containsExactly(
            "data.b.dev: 'y' (1 times) does not occur in the sentences to learn from, so the model"
                + " cannot say it",
            "1 of 2 dev sentences also stand, but for case and punctuation, among those to learn"
                + " from: its scores promise too much");
  }
}
