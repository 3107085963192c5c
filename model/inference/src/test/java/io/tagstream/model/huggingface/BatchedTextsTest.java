package io.tagstream.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.Text;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.reference.ReferenceModel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Texts of any script are tagged the same alone and in any batch. */
class BatchedTextsTest {
  private static final Map<ReferenceModel, BundleTagger> TAGGERS =
      new EnumMap<>(ReferenceModel.class);

  @AfterContainer
  static void close() {
    TAGGERS.values().forEach(BundleTagger::close);
    TAGGERS.clear();
  }

  @Property(tries = 120)
  void shouldSayTheSameToTheBitAloneAndInABatch(
      @ForAll ReferenceModel model, @ForAll("batches") List<String> batch) {
    BundleTagger tagger =
        TAGGERS.computeIfAbsent(model, each -> Bundles.open(each.directory().toString()).tagger());
    List<Text> texts = batch.stream().map(Text::of).toList();

    assertThat(tagger.tag(texts)).isEqualTo(texts.stream().map(tagger::tag).toList());
  }

  @Property(tries = 8, generation = GenerationMode.EXHAUSTIVE)
  void shouldHaveFoundBatchesSoundWhenOpened(@ForAll ReferenceModel model) {
    try (BundleTagger tagger = Bundles.open(model.directory().toString()).tagger()) {
      tagger.tag(Collections.nCopies(8, Text.of("Ada Lindqvist moved to Porto")));

      assertThat(tagger.work().batches()).isEqualTo(1);
    }
  }

  @Provide
  Arbitrary<List<String>> batches() {
    Arbitrary<String> words =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12),
            Arbitraries.of(
                "Porto", "café", "re\u0301sume\u0301", "İstanbul", "(1998)", "e-mail:", "884512"),
            Arbitraries.of("東京は日本の首都です。", "我们明天去北京", "서울은", "Москва", "Ελλάδα", "किताब", "القاهرة"),
            Arbitraries.of(
                "🎉🎉",
                "👨\u200d👩\u200d👧",
                "\u0000",
                "\u200b",
                "\ud800",
                "[SEP]",
                "<pad>",
                "\t\n"));
    return words
        .list()
        .ofMaxSize(90)
        .map(list -> String.join(" ", list))
        .list()
        .ofMinSize(2)
        .ofMaxSize(9);
  }
}
