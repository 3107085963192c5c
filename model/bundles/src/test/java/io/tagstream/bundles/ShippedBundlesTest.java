package io.tagstream.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagstream.model.Span;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.stream.StreamEvent;
import io.tagstream.model.stream.StreamRules;
import io.tagstream.model.stream.StreamSpan;
import io.tagstream.model.stream.StreamState;
import io.tagstream.model.stream.StreamStep;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedBundlesTest {
  private static final long MAX_BYTES = 12_000_000;
  private static final long MAX_TRANSFORMER_BYTES = 30_000_000;

  private static Tagger assistant;

  @BeforeAll
  static void open() {
    assistant = Bundles.open("assistant").tagger();
  }

  @AfterAll
  static void close() {
    assistant.close();
  }

  static List<String> names() {
    return Bundles.shippedNames();
  }

  @Test
  void shouldShipTheAssistantsTheEntitiesAndTheSupport() {
    assertThat(names()).containsExactly("assistant", "assistant-bert", "entities", "support");
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldOpenAndSayWhatItsGoldenExamplesSay(String name) {
    Bundle bundle = Bundles.open(name);

    assertThat(bundle.descriptor().name()).isEqualTo(name);
    bundle.tagger().close();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldBeSmallEnoughToShip(String name) {
    Bundle bundle = Bundles.open(name);
    BundleFiles files = bundle.files();

    assertThat(files.names().stream().mapToLong(file -> files.read(file).length).sum())
        .isLessThan(
            bundle.descriptor().encoder() instanceof Transformer
                ? MAX_TRANSFORMER_BYTES
                : MAX_BYTES);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldHaveAModelCard(String name) {
    Bundle bundle = Bundles.open(name);

    assertThat(new String(bundle.files().read(BundleFiles.MODEL_CARD), StandardCharsets.UTF_8))
        .startsWith("# " + name + " " + bundle.descriptor().version())
        .contains("## Data", "## Scores", "## Limits", bundle.descriptor().provenance().command());
  }

  @ParameterizedTest
  @ValueSource(strings = {"assistant", "assistant-bert"})
  void shouldDeclareScoresThatReachWhatIsAskedOfIt(String name) {
    assertThat(Bundles.open(name).descriptor().provenance().scores())
        .hasEntrySatisfying("test.slotF1", f1 -> assertThat(f1).isGreaterThanOrEqualTo(95))
        .hasEntrySatisfying(
            "test.classAccuracy", accuracy -> assertThat(accuracy).isGreaterThanOrEqualTo(98.3));
  }

  @Test
  void shouldFindSlotsInTextsOfAnyCase() {
    assertThat(spans("Reserve a table for four at a sushi bar in Tromsø tomorrow night"))
        .contains(
            tuple("party_size_number", "four"),
            tuple("city", "Tromsø"),
            tuple("timeRange", "tomorrow night"));
    assertThat(spans("what will the weather be in hamburg on monday"))
        .containsExactly(tuple("city", "hamburg"), tuple("timeRange", "monday"));
  }

  @Test
  void shouldClassifyEverySentenceOfAText() {
    Tagging tagging =
        assistant.tag("Play some jazz. Will it snow in Graz? Rate this book 4 stars.");

    assertThat(tagging.sentences())
        .extracting(sentence -> Objects.requireNonNull(sentence.sentenceClass()).label())
        .containsExactly("PlayMusic", "GetWeather", "RateBook");
  }

  @ParameterizedTest
  @ValueSource(strings = {"assistant", "assistant-bert"})
  void shouldSayTheSameAloneAndInABatch(String name) {
    List<String> texts =
        List.of("Play some jazz", "Will it snow in Graz on Sunday afternoon?", "👩‍🚀", "add it");
    try (BundleTagger tagger = Bundles.open(name).tagger()) {
      List<Tagging> batched = tagger.tag(texts.stream().map(Text::of).toList());
      long batches = tagger.work().batches();

      assertThat(batched).isEqualTo(texts.stream().map(tagger::tag).toList());
      assertThat(batches).isLessThan(texts.size());
    }
  }

  @Test
  void shouldFindNamesInPostsAndProse() {
    try (Tagger entities = Bundles.open("entities").tagger()) {
      Tagging prose =
          entities.tag("Professor Ilse Brandt taught at the University of Graz in Austria.");
      Tagging post = entities.tag("@ana flying to Lisbon with maria tomorrow!!");

      assertThat(spans(prose))
          .containsExactly(
              tuple("PER", "Ilse Brandt"),
              tuple("ORG", "University of Graz"),
              tuple("LOC", "Austria"));
      assertThat(spans(post)).contains(tuple("LOC", "Lisbon"));
      assertThat(prose.sentences())
          .allSatisfy(sentence -> assertThat(sentence.sentenceClass()).isNull());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"assistant", "assistant-bert", "support"})
  void shouldReadStreams(String name) {
    try (BundleTagger tagger = Bundles.open(name).tagger()) {
      assertThat(tagger.rightContext()).isPresent();
    }
  }

  @Test
  void shouldKnowWhatABareNumberIsFromTheTurnsBefore() {
    try (BundleTagger support = Bundles.open("support").tagger()) {
      assertThat(last(support, "i need proof of insurance", "ana jones", "884512"))
          .containsExactly(tuple("ssn", "884512"));
      assertThat(last(support, "my phone is broken", "ana jones", "884512"))
          .containsExactly(tuple("phone_number", "884512"));
    }
  }

  /** Spans of the last turn of a conversation. */
  private static List<Tuple> last(BundleTagger tagger, String... turns) {
    StreamState state = null;
    List<StreamSpan> spans = List.of();
    for (String turn : turns) {
      StreamStep step = tagger.read(StreamRules.utterances(), StreamEvent.of(state, turn));
      state = step.state();
      spans = step.spans();
    }
    return spans.stream().map(span -> tuple(span.label(), span.surface())).toList();
  }

  private static List<Tuple> spans(String text) {
    return spans(assistant.tag(text));
  }

  private static List<Tuple> spans(Tagging tagging) {
    return tagging.spans().stream()
        .map((Span span) -> tuple(span.label(), span.surface()))
        .toList();
  }
}
