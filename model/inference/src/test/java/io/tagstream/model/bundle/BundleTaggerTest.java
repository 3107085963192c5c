package io.tagstream.model.bundle;

import static io.tagstream.model.bundle.Capitals.tagger;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tagstream.model.ClassifiedSentence;
import io.tagstream.model.ModelId;
import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.TaggingException;
import io.tagstream.model.Text;
import io.tagstream.model.TokenTagging;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.decode.TagDecoder;
import io.tagstream.model.decode.TagSet;
import io.tagstream.model.encoder.Encoder;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.text.AnyText;
import io.tagstream.model.text.CodePoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

class BundleTaggerTest {
  private static final ModelId ID = new ModelId("cities", "1", "00");

  private static List<Text> texts(String... contents) {
    return Arrays.stream(contents).map(Text::of).toList();
  }

  @Test
  void shouldGivePositionsInTheWholeText() {
    String text = "\uD83D\uDE00 to Oslo!  we saw Los \u00C1ngeles!";

    Tagging tagging = tagger(new Capitals(false)).tag(text);

    assertThat(tagging.sentences()).extracting(ClassifiedSentence::begin).containsExactly(0, 12);
    assertThat(tagging.sentences()).extracting(ClassifiedSentence::end).containsExactly(10, 31);
    assertThat(tagging.spans())
        .extracting(Span::label, Span::begin, Span::end, Span::surface)
        .containsExactly(tuple("city", 5, 9, "Oslo"), tuple("city", 19, 30, "Los \u00C1ngeles"));
    assertThat(tagging.spans()).allMatch(span -> span.score() > 0.99f);
  }

  @Test
  void shouldSplitByTheRulesOfTheLanguage() {
    BundleTagger tagger = tagger(new Capitals(false));
    String text = "am 3. Mai";

    assertThat(tagger.tag(new Text(text, Locale.GERMAN)).sentences()).hasSize(1);
    assertThat(tagger.tag(text).sentences()).hasSize(2);
  }

  @Test
  void shouldSplitEveryTextOfABatchByTheRulesOfItsLanguage() {
    String text = "am 3. Mai";

    List<Tagging> taggings =
        tagger(new Capitals(false)).tag(List.of(new Text(text, Locale.GERMAN), Text.of(text)));

    assertThat(taggings).extracting(tagging -> tagging.sentences().size()).containsExactly(1, 2);
  }

  @Test
  void shouldFindNothingInATextWithoutTokens() {
    BundleTagger tagger = tagger(new Capitals(false));

    assertThat(tagger.tag(texts("", " \n ", "Oslo")))
        .startsWith(new Tagging(List.of(), List.of()), new Tagging(List.of(), List.of()))
        .hasSize(3);
    assertThat(tagger.tag(List.of())).isEmpty();
  }

  @Test
  void shouldCutSentencesAtTheLimit() {
    BundleTagger tagger = tagger(new Capitals(false));

    assertThat(tagger.tag("a b c d e f g h").sentences())
        .extracting(ClassifiedSentence::end)
        .containsExactly(11, 15);
    TokenTagging tokens =
        tagger.tagTokens(List.of(List.of("a", "b", "c", "d", "e", "F", "G"))).get(0);
    assertThat(tokens.tags()).containsExactly("O", "O", "O", "O", "O", "B-city", "B-city");
  }

  @Test
  void shouldTagTokensAsTheyAre() {
    BundleTagger tagger = tagger(new Capitals(false));

    List<TokenTagging> taggings =
        tagger.tagTokens(List.of(List.of("in New York", "York"), List.of("Rome."), List.of("a")));

    assertThat(taggings)
        .extracting(TokenTagging::tags)
        .containsExactly(List.of("O", "B-city"), List.of("B-city"), List.of("O"));
    assertThat(Objects.requireNonNull(taggings.get(0).sentenceClass()).label()).isEqualTo("many");
  }

  @Test
  void shouldBatchTheSentencesOfAllTexts() {
    Capitals encoder = new Capitals(false);

    tagger(encoder).tag(texts("One. Two.", "", "Three."));

    assertThat(encoder.batchSizes).containsExactly(3);
  }

  @Test
  void shouldLeaveOutTheHeadsAModelHasNot() {
    BundleTagger classes =
        BundleTagger.recurrent(
            ID,
            new Capitals(false),
            null,
            new ClassDecoder(List.of("few", "many")),
            6,
            OptionalInt.empty());
    BundleTagger slots =
        BundleTagger.recurrent(
            ID,
            new Capitals(false),
            TagDecoder.softmax(TagSet.of(List.of("city"))),
            null,
            6,
            OptionalInt.empty());

    assertThat(classes.tag("Oslo").spans()).isEmpty();
    assertThat(classes.tagTokens(List.of(List.of("Oslo"))).get(0).tags()).isEmpty();
    assertThat(slots.tag("Oslo").sentences()).containsExactly(new ClassifiedSentence(0, 4, null));
  }

  @Test
  void shouldFailIfAHeadOfTheBundleGivesNothing() {
    Encoder mute =
        new Encoder() {
          @Override
          public List<Encoding> encode(List<EncoderInput> inputs) {
            return List.of(new Encoding(null, null, null));
          }

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> tagger(mute).tag("Oslo"))
        .isInstanceOf(TaggingException.class)
        .hasMessageContaining("tag logits");
  }

  @Test
  void shouldRefuseToTagOnceClosed() {
    Capitals encoder = new Capitals(false);
    BundleTagger tagger = tagger(encoder);
    tagger.close();
    tagger.close();

    assertThat(encoder.closes).isEqualTo(1);
    assertThatThrownBy(() -> tagger.tag("Oslo"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cities 1");
    assertThatThrownBy(() -> tagger.tagTokens(List.of(List.of("Oslo"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldCloseANativeModelUnderConcurrentCallsWithoutCrashing() throws Exception {
    List<Text> texts = Collections.nCopies(20, Text.of("Book a table in Oslo for two."));
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        BundleTagger tagger = TinyBundle.tagger();
        CountDownLatch running = new CountDownLatch(4);
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
          calls.add(callers.submit(() -> tagUntilClosed(tagger, texts, running)));
        }
        running.await();
        tagger.close();
        for (Future<Boolean> call : calls) {
          assertThat(call.get()).isTrue();
        }
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static boolean tagUntilClosed(
      BundleTagger tagger, List<Text> texts, CountDownLatch running) {
    while (true) {
      try {
        tagger.tag(texts);
        running.countDown();
      } catch (IllegalStateException e) {
        return true;
      }
    }
  }

  private static final BundleTagger TINY = TinyBundle.tagger();

  @AfterContainer
  static void close() {
    TINY.close();
  }

  @Property(tries = 200)
  void shouldCutEverySurfaceOutOfTheText(@ForAll("texts") String text) {
    Tagging tagging = TINY.tag(text);

    int last = 0;
    for (Span span : tagging.spans()) {
      assertThat(span.surface()).isEqualTo(CodePoints.cut(text, span.begin(), span.end()));
      assertThat(span.begin()).isGreaterThanOrEqualTo(last).isLessThan(span.end());
      assertThat(span.score()).isBetween(0f, 1f);
      assertThat(tagging.sentences())
          .anyMatch(in -> in.begin() <= span.begin() && span.end() <= in.end());
      last = span.end();
    }
  }

  @Property(tries = 50)
  void shouldGiveATextTheSameBitsAloneAndInAnyBatch(@ForAll("batches") List<String> texts) {
    List<Tagging> together = TINY.tag(texts.stream().map(Text::of).toList());

    for (int i = 0; i < texts.size(); i++) {
      assertThat(TINY.tag(texts.get(i))).isEqualTo(together.get(i));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return AnyText.texts();
  }

  @Provide
  Arbitrary<List<String>> batches() {
    return AnyText.texts().list().ofMaxSize(8);
  }
}
