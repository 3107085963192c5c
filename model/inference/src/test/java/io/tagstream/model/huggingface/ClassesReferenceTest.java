package io.tagstream.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.SentenceClass;
import io.tagstream.model.Tagging;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.reference.ReferenceCase;
import io.tagstream.model.reference.ReferenceModel;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Classes against those of the text classification pipeline of {@code transformers}. */
class ClassesReferenceTest {
  private static final double TOLERANCE = 1e-4;

  @ParameterizedTest
  @EnumSource(value = ReferenceModel.class, mode = Mode.MATCH_NONE, names = ".*_TOKEN")
  void shouldGiveTextsAndPairsTheSameClasses(ReferenceModel model) {
    try (BundleTagger tagger = Bundles.open(model.directory().toString()).tagger()) {
      for (ReferenceCase each : model.listedCases()) {
        Tagging tagging = tagger.tag(each.toText());
        if (tagging.sentences().isEmpty()) {
          assertThat(each.inner().length == 0 || each.text().isEmpty())
              .as("no class of %s", each)
              .isTrue();
          continue;
        }
        assertSame(tagging, each);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = ReferenceModel.class, mode = Mode.MATCH_NONE, names = ".*_TOKEN")
  void shouldGiveLongTextsTheSameClasses(ReferenceModel model) {
    for (ReferenceCase each : model.longCases()) {
      try (BundleTagger tagger =
          Bundles.open(ReferenceExport.withWindows(model, ExportOptions.PRESET, each)).tagger()) {
        assertSame(tagger.tag(each.toText()), each);
      }
    }
  }

  private static void assertSame(Tagging tagging, ReferenceCase each) {
    assertThat(tagging.sentences()).as("classes of %s", each).hasSize(1);
    SentenceClass found =
        Objects.requireNonNull(tagging.sentences().get(0).sentenceClass(), "a class");
    Map<String, Double> expected = each.classes();

    assertThat(found.label())
        .as("class of %s", each)
        .isEqualTo(expected.keySet().iterator().next());
    assertThat(found.scores()).hasSameSizeAs(expected);
    found
        .scores()
        .forEach(
            (label, score) ->
                assertThat(expected.get(label))
                    .as("%s of %s", label, each)
                    .isCloseTo(score, within(TOLERANCE)));
  }
}
