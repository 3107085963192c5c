package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.serving.Taggers;
import io.tagstream.model.stream.StreamStateException;
import io.tagstream.schemas.Edit;
import io.tagstream.schemas.StreamPosition;
import io.tagstream.schemas.TaggedText;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When streams begin, end, expire and have gaps. */
class StreamLifeTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"utterance", "fragment"})
  void shouldEndWithTheEventThatSaysSo(String mode) {
    try (TaggingTestDriver driver = StreamDrivers.builder(Travellers.tagger(), mode).build()) {
      driver.pipe("ana", "a taxi ");
      driver.pipe("ana", StreamDrivers.last("to Porto"));
      driver.pipe("ana", "a tram");

      List<StreamPosition> streams = positions(driver);
      assertThat(streams.get(1)).isEqualTo(new StreamPosition(0L, 7L, true, false, 15L));
      assertThat(streams.get(2).getGeneration()).isEqualTo(2);
      assertThat(streams.get(2).getBegin()).isZero();
    }
  }

  @Test
  void shouldAnswerTombstoneWithWhatWasHeldBack() {
    try (TaggingTestDriver driver =
        StreamDrivers.fragments(Travellers.tagger()).set(TaggingConfig.STREAM_DELAY, 9).build()) {
      driver.pipe("ana", "a taxi to Porto");
      driver.pipeTombstone("ana");

      TaggedText end = driver.taggedTexts().get(1);
      assertThat(end.getText()).isNull();
      assertThat(end.getStream()).isEqualTo(new StreamPosition(0L, 15L, true, false, 15L));
      assertThat(end.getEdits())
          .filteredOn(edit -> edit.getSpan() != null)
          .extracting(Edit::getSpan)
          .extracting("label")
          .containsExactly("vehicle", "city");
      assertThat(store(driver).approximateNumEntries()).isZero();
    }
  }

  @Test
  void shouldAnswerTombstoneOfNoStream() {
    try (TaggingTestDriver driver = StreamDrivers.fragments()) {
      driver.pipeTombstone("ana");

      assertThat(positions(driver)).containsExactly(new StreamPosition(0L, 0L, true, false, 0L));
    }
  }

  @Test
  void shouldBeginAnewAfterTheTimeToLive() {
    try (TaggingTestDriver driver = shortLived()) {
      driver.pipe(at(0, "ana", "a"));
      driver.pipe(at(60, "ana", "b"));
      driver.pipe(at(121, "ana", "c"));

      assertThat(positions(driver))
          .extracting(StreamPosition::getGeneration)
          .containsExactly(0L, 0L, 2L);
    }
  }

  @Test
  void shouldCountFromTheHighestTimestamp() {
    try (TaggingTestDriver driver = shortLived()) {
      driver.pipe(at(50, "ana", "a"));
      driver.pipe(at(0, "ana", "b"));
      driver.pipe(at(110, "ana", "c"));
      driver.pipe(at(171, "ben", "d"));
      driver.pipe(at(110, "ana", "e"));

      assertThat(positions(driver))
          .extracting(StreamPosition::getGeneration)
          .containsExactly(0L, 0L, 0L, 3L, 4L);
    }
  }

  @Test
  void shouldAnswerTombstoneOfExpiredStreamAsOfNone() {
    try (TaggingTestDriver driver = shortLived()) {
      driver.pipe(at(0, "ana", "a taxi"));
      driver.pipe(at(61, "ben", "x"));
      driver.pipeTombstone("ana");

      assertThat(positions(driver).get(2)).isEqualTo(new StreamPosition(2L, 0L, true, false, 0L));
    }
  }

  @Test
  void shouldForgetWhatHasExpiredAndNothingElse() {
    try (TaggingTestDriver driver = shortLived()) {
      driver.pipe(at(0, "ana", "a"));
      driver.pipe(at(1, "ben", "a"));
      driver.pipe(at(61, "cem", "a"));
      assertThat(store(driver).approximateNumEntries()).isEqualTo(3);

      driver.advanceWallClock(Duration.ofSeconds(10));

      assertThat(store(driver).get(Records.bytes("ana"))).isNull();
      assertThat(store(driver).get(Records.bytes("ben"))).isNotNull();
      assertThat(store(driver).get(Records.bytes("cem"))).isNotNull();
    }
  }

  @Test
  void shouldSayOnceThatAnEventIsMissing() {
    try (TaggingTestDriver driver =
        StreamDrivers.fragments(Travellers.tagger())
            .set(TaggingConfig.TEXT_MAX_CODE_POINTS, 20)
            .build()) {
      driver.pipe("ana", "a taxi ");
      driver.pipe("ana", "far too long, longer than twenty");
      driver.pipe("ana", "unspeakable");
      driver.pipe(Records.of("ana", "no Avro"));
      driver.pipe(Records.at(-1, "ana", "no time"));
      driver.pipe("ana", "to ");
      driver.pipe("ana", "Porto");

      assertThat(driver.deadLetters()).hasSize(4);
      List<StreamPosition> streams = positions(driver);
      assertThat(streams).extracting(StreamPosition::getGap).containsExactly(false, true, false);
      assertThat(streams).extracting(StreamPosition::getBegin).containsExactly(0L, 7L, 10L);
    }
  }

  @Test
  void shouldLeaveStreamAsItIsWhenItsOutputIsTooLarge() {
    try (TaggingTestDriver driver =
        StreamDrivers.fragments(Travellers.tagger()).set("max.request.size", 900).build()) {
      driver.pipe("ana", "a ");
      driver.pipe("ana", "taxi ".repeat(90));
      driver.pipe("ana", "tram");

      assertThat(driver.deadLetters()).hasSize(1);
      List<TaggedText> tagged = driver.taggedTexts();
      assertThat(tagged.get(1).getStream()).isEqualTo(new StreamPosition(0L, 2L, false, true, 0L));
      assertThat(StreamDrivers.fold(tagged).getSpans()).hasSize(1);
    }
  }

  @Test
  void shouldRememberNoGapOfNoStream() {
    try (TaggingTestDriver driver = StreamDrivers.fragments()) {
      driver.pipe("ana", "unspeakable");
      driver.pipe("ana", "a taxi");
      driver.pipe(null, "unspeakable");

      assertThat(positions(driver)).singleElement().matches(stream -> !stream.getGap());
    }
  }

  @Test
  void shouldSayThatAnEventIsMissingWhereAnotherModelBeginsAnew() {
    try (TaggingTestDriver driver = changingItsModelAt(100)) {
      for (String key : List.of("ana", "ben", "cem")) {
        driver.pipe(at(0, key, "a"));
        driver.pipe(at(1, key, "far too long, longer than twenty"));
      }
      driver.pipe(at(100, "ana", "b"));
      driver.pipe(at(101, "ana", "c"));
      driver.pipe(at(100, "ben", null));
      driver.pipe(at(101, "ben", "d"));

      assertThat(driver.deadLetters()).hasSize(3);
      List<StreamPosition> streams = positions(driver);
      assertThat(streams.subList(3, 7))
          .extracting(StreamPosition::getGap)
          .containsExactly(true, false, true, false);
      assertThat(streams.get(3).getGeneration()).isEqualTo(6);
      assertThat(streams.get(5)).isEqualTo(new StreamPosition(8L, 0L, true, true, 0L));
    }
  }

  @Test
  void shouldForgetStateOfAnotherVersionOnceItHasExpired() {
    try (TaggingTestDriver driver = shortLived()) {
      driver.pipe(at(0, "ana", "a"));
      driver.pipe(at(0, "ben", "a"));
      writtenByAnotherVersion(driver, "ana");
      writtenByAnotherVersion(driver, "ben");
      driver.pipe(at(61, "cem", "b"));
      driver.pipe(at(61, "ben", "b"));

      driver.advanceWallClock(Duration.ofSeconds(10));

      assertThat(store(driver).get(Records.bytes("ana"))).isNull();
      assertThat(positions(driver).get(3).getGeneration()).isEqualTo(3);
    }
  }

  @Test
  void shouldRefuseStateOfAnotherVersion() {
    try (TaggingTestDriver driver = StreamDrivers.fragments()) {
      driver.pipe("ana", "a");
      writtenByAnotherVersion(driver, "ana");

      assertThatThrownBy(() -> driver.pipe("ana", "b"))
          .hasRootCauseInstanceOf(StreamStateException.class)
          .rootCause()
          .hasMessageContainingAll("expected version 1", "found 99", "reset");
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  private static TaggingTestDriver shortLived() {
    return StreamDrivers.fragments(Travellers.tagger())
        .set(TaggingConfig.INPUT_FORMAT, "text")
        .set(TaggingConfig.STATE_TTL, "PT1M")
        .build();
  }

  private static TaggingTestDriver changingItsModelAt(int second) {
    Taggers models =
        SwitchingTaggers.startingWith(Travellers.tagger())
            .then(NEW_YEAR.plusSeconds(second), DictionaryTagger.builder().name("second").build())
            .build();
    return TaggingTestDriver.builder(models)
        .set(TaggingConfig.INPUT_FORMAT, "text")
        .set(TaggingConfig.TEXT_MAX_CODE_POINTS, 20)
        .set(TaggingConfig.STREAM_MODE, "fragment")
        .set(TaggingConfig.STREAM_MODEL_CHANGE, "reset")
        .set(TaggingConfig.STATE_STORE, "memory")
        .build();
  }

  private static TestRecord<byte[], byte[]> at(int second, String key, @Nullable String value) {
    return new TestRecord<>(
        Records.bytes(key),
        value == null ? null : Records.bytes(value),
        (Headers) null,
        NEW_YEAR.plusSeconds(second));
  }

  private static void writtenByAnotherVersion(TaggingTestDriver driver, String key) {
    byte[] bytes = store(driver).get(Records.bytes(key));
    bytes[0] = 99;
    store(driver).put(Records.bytes(key), bytes);
  }

  private static List<StreamPosition> positions(TaggingTestDriver driver) {
    return driver.taggedTexts().stream().map(TaggedText::getStream).toList();
  }

  private static KeyValueStore<byte[], byte[]> store(TaggingTestDriver driver) {
    return driver.kafkaDriver().getKeyValueStore("stream-state");
  }
}
