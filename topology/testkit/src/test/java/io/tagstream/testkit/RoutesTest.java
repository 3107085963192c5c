package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TaggedSpan;
import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records on several lines of models. */
class RoutesTest {
  private static final byte[] ANA = "ana".getBytes(StandardCharsets.UTF_8);

  @Test
  void shouldTagWithTheModelOfTheRouteThatTheHeaderNamesElseTheAttribute() {
    try (TaggingTestDriver driver = driver("none")) {
      pipe(driver, null, Map.of(), "Porto");
      pipe(driver, "german", Map.of(), "Porto");
      pipe(driver, null, Map.of("lang", "german"), "Porto");
      pipe(driver, "default", Map.of("lang", "german"), "Porto");

      assertThat(driver.taggedTexts())
          .extracting(text -> text.getSpans().get(0).getLabel())
          .containsExactly("city", "Stadt", "Stadt", "city");
    }
  }

  @Test
  void shouldRefuseARouteThatIsNotThere() {
    try (TaggingTestDriver driver = driver("none")) {
      pipe(driver, "french", Map.of(), "Porto");
      pipe(driver, null, Map.of("lang", "french"), "Porto");
      pipe(driver, null, Map.of(), "Porto");

      assertThat(driver.taggedTexts()).hasSize(1);
      assertThat(driver.deadLetters())
          .hasSize(2)
          .allSatisfy(
              letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_ROUTE);
                assertThat(letter.getMessage())
                    .contains("[default, german]", "tagstream.model.routes")
                    .doesNotContain("french");
              });
    }
  }

  @Test
  void shouldKeepTheStreamsOfAKeyOnTwoRoutesApart() {
    try (TaggingTestDriver driver = driver("fragment")) {
      pipe(driver, null, Map.of(), "from Lis");
      pipe(driver, "german", Map.of(), "nach Por");
      pipe(driver, null, Map.of(), "bon to");
      pipe(driver, "german", Map.of(), "to und");
      pipe(driver, "french", Map.of(), "lost");
      driver.pipe(record(driver, "german", null));
      pipe(driver, null, Map.of(), " Porto ");

      List<TaggedText> texts = driver.taggedTexts();
      assertThat(surfaces(texts.get(2))).containsExactly("Lisbon");
      assertThat(surfaces(texts.get(3))).containsExactly("Porto");
      assertThat(texts.get(4).getStream().getEnded()).isTrue();
      assertThat(texts.get(5).getStream().getBegin())
          .as("goes on")
          .isEqualTo("from Lisbon to".length());
      assertThat(texts.get(5).getStream().getGap()).as("of another route").isFalse();
    }
  }

  private static List<String> surfaces(TaggedText text) {
    return text.getSpans().stream().map(TaggedSpan::getSurface).toList();
  }

  private static TaggingTestDriver driver(String mode) {
    SwitchingTaggers taggers =
        SwitchingTaggers.startingWith(
                DictionaryTagger.builder().label("city", "Lisbon|Porto").build())
            .then(
                "german",
                Instant.EPOCH,
                DictionaryTagger.builder().label("Stadt", "Lisbon|Porto").build())
            .build();
    return TaggingTestDriver.builder(taggers)
        .set(TaggingConfig.MODEL_ROUTES, "default,german")
        .set(TaggingConfig.MODEL_ROUTE_HEADER, "route")
        .set(TaggingConfig.MODEL_ROUTE_ATTRIBUTE, "lang")
        .set(TaggingConfig.STREAM_MODE, mode)
        .set(TaggingConfig.STATE_STORE, "memory")
        .build();
  }

  private static void pipe(
      TaggingTestDriver driver,
      @Nullable String route,
      Map<String, String> attributes,
      String text) {
    driver.pipe(record(driver, route, new TextEvent(text, false, null, attributes)));
  }

  private static TestRecord<byte[], byte[]> record(
      TaggingTestDriver driver, @Nullable String route, @Nullable TextEvent event) {
    TestRecord<byte[], byte[]> record =
        event == null
            ? new TestRecord<>(ANA, null, driver.clock().instant())
            : driver.record(ANA, event);
    if (route != null) {
      record.headers().add("route", route.getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }
}
