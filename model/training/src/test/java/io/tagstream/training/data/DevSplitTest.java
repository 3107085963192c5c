package io.tagstream.training.data;

import static io.tagstream.training.data.MadeUpSets.classified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.data.LabelledSentence;
import io.tagstream.training.config.DataConfig.DataSet;
import io.tagstream.training.config.DataConfig.DevUse;
import io.tagstream.training.config.DataConfig.Files;
import io.tagstream.training.config.DataConfig.Heads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DevSplitTest {
  private static final List<List<LabelledSentence>> TEXTS =
      IntStream.range(0, 2000).mapToObj(i -> List.of(sentence("Sentence " + i + " !"))).toList();

  @Test
  void shouldSetAboutTheShareAside() {
    DevSplit split = DevSplit.of(set(0.1), TEXTS);

    // 200 expected; the standard deviation is 13.
    assertThat(split.dev()).hasSizeBetween(140, 260);
    assertThat(split.train()).hasSize(TEXTS.size() - split.dev().size());
    assertThat(split.said())
        .isEqualTo(split.dev().size() + " of 2000 sentences are set aside as dev sentences");
  }

  @Test
  void shouldChooseTheSameInAnyOrderAndAmongMore() {
    List<List<LabelledSentence>> some = new ArrayList<>(TEXTS.subList(500, 1500));
    Collections.shuffle(some, new Random(1));

    List<LabelledSentence> dev = DevSplit.of(set(0.2), TEXTS).dev();

    assertThat(DevSplit.of(set(0.2), some).dev())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            dev.stream().filter(each -> some.contains(List.of(each))).toList());
    assertThat(DevSplit.of(set(0.3), TEXTS).dev()).containsAll(dev);
  }

  @Test
  void shouldKeepTextsTogetherThatAreTheSameToAReader() {
    List<List<LabelledSentence>> twice = new ArrayList<>(TEXTS);
    IntStream.range(0, 2000).forEach(i -> twice.add(List.of(sentence("SENTENCE " + i))));

    DevSplit split = DevSplit.of(set(0.5), twice);

    assertThat(SentenceText.keys(split.dev()))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(SentenceText.keys(split.train()));
  }

  @Test
  void shouldKeepTheSentencesOfATextTogetherHoweverItIsCut() {
    List<List<LabelledSentence>> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add(List.of(sentence("First " + i + " ."), sentence("Second " + i + " .")));
      texts.add(List.of(sentence("first " + i + " second " + i)));
    }

    List<LabelledSentence> dev = DevSplit.of(set(0.5), texts).dev();

    assertThat(dev).isNotEmpty();
    for (int i = 0; i < texts.size(); i += 2) {
      List<LabelledSentence> alike = new ArrayList<>(texts.get(i));
      alike.addAll(texts.get(i + 1));
      assertThat(alike.stream().filter(dev::contains).count()).isIn(0L, 3L);
    }
  }

  @Test
  void shouldRefuseToLeaveEitherPartEmpty() {
    assertThatThrownBy(() -> DevSplit.of(set(0.000001), TEXTS))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("data.a.dev.share: expected a share that sets some of the 2000")
        .hasMessageContaining(
            "found 1.0E-6, which sets 0 aside; raise it, or name files in data.a.dev");
    assertThatThrownBy(() -> DevSplit.of(set(0.999999), TEXTS))
        .isInstanceOf(UnusableDataException.class)
        .hasMessageContaining("which sets 2000 aside; lower it");
  }

  private static LabelledSentence sentence(String words) {
    return classified(words, "x");
  }

  private static DataSet set(double share) {
    return MadeUpSets.set(
        "a",
        new Files(List.of(), List.of(), DevUse.AS_IS, share, List.of(), List.of()),
        new Heads("main", "main", new TreeSet<>()));
  }
}
