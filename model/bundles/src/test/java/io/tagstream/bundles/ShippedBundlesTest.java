package io.tagstream.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagstream.model.Span;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedBundlesTest {
  private static final long MAX_BYTES = 12_000_000;

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
  void shouldShipTheAssistantAndTheEntities() {
    assertThat(names()).containsExactly("assistant", "entities");
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
    BundleFiles files = Bundles.open(name).files();

    assertThat(files.names().stream().mapToLong(file -> files.read(file).length).sum())
        .isLessThan(MAX_BYTES);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldHaveAModelCard(String name) {
    Bundle bundle = Bundles.open(name);

    assertThat(new String(bundle.files().read(BundleFiles.MODEL_CARD), StandardCharsets.UTF_8))
        .startsWith("# " + name + " " + bundle.descriptor().version())
        .contains("## Data", "## Scores", "## Limits", bundle.descriptor().provenance().command());
  }

  @Test
  void shouldDeclareScoresThatReachWhatIsAskedOfIt() {
    assertThat(Bundles.open("assistant").descriptor().provenance().scores())
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

  @Test
  void shouldSayTheSameAloneAndInABatch() {
    List<String> texts =
        List.of("Play some jazz", "Will it snow in Graz on Sunday afternoon?", "👩‍🚀", "add it");

    assertThat(assistant.tag(texts.stream().map(Text::of).toList()))
        .isEqualTo(texts.stream().map(assistant::tag).toList());
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

  private static List<Tuple> spans(String text) {
    return spans(assistant.tag(text));
  }

  private static List<Tuple> spans(Tagging tagging) {
    return tagging.spans().stream()
        .map((Span span) -> tuple(span.label(), span.surface()))
        .toList();
  }
}
