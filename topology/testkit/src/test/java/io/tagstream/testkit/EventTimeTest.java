package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.topology.config.TaggingConfig;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timestamps, credible or not. No record may get lost, and no bad one may move stream time. */
class EventTimeTest {
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  @Test
  void shouldKeepTimestampOfInput() {
    try (TaggingTestDriver driver = driver()) {
      driver.pipe(Records.at(0, "ana", "the beginning of time"));
      driver.pipe(Records.at(12345, "ana", "later"));
      driver.pipe(Records.at(12, "ana", "out of order"));

      assertThat(driver.taggedRecords())
          .extracting(TestRecord::timestamp)
          .containsExactly(0L, 12345L, 12L);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -12345, Long.MIN_VALUE, Long.MAX_VALUE})
  void shouldDeadLetterIncredibleTimestamp(long timestamp) {
    try (TaggingTestDriver driver = driver()) {
      driver.pipe(Records.at(timestamp, "ana", "a taxi"));

      TestRecord<byte[], DeadLetter> record = onlyOne(driver);
      assertThat(record.value().getReason()).isEqualTo(DeadLetterReason.BAD_TIMESTAMP);
      assertThat(record.value().getTimestamp()).isEqualTo(timestamp);
      assertThat(record.timestamp()).isEqualTo(driver.clock().millis());
      assertThat(record.headers()).isEmpty();
      assertThat(record.value().getHeaders()).isEmpty();
      assertThat(driver.taggedTexts()).isEmpty();
    }
  }

  @Test
  void shouldBelieveTimestampsUpToTheLimitAheadOfTheClock() {
    try (TaggingTestDriver driver = driver()) {
      long now = driver.clock().millis();
      driver.pipe(Records.at(now + HOUR_MS, "ana", "just in time"));
      driver.pipe(Records.at(now + HOUR_MS + 1, "ana", "too early"));
      driver.advanceWallClock(Duration.ofMillis(1));
      driver.pipe(Records.at(now + HOUR_MS + 1, "ana", "no longer too early"));

      assertThat(driver.taggedTexts())
          .extracting("text")
          .containsExactly("just in time", "no longer too early");
      assertThat(onlyOne(driver).value().getMessage())
          .contains("PT1H", TaggingConfig.TIMESTAMP_MAX_AHEAD);
    }
  }

  @Test
  void shouldTakeHeaderFromTheWireForNoTimestamp() {
    try (TaggingTestDriver driver = driver()) {
      TestRecord<byte[], byte[]> forged = Records.at(1, "ana", "a taxi");
      forged.headers().add("__tagstream_original_timestamp", new byte[8]);
      TestRecord<byte[], byte[]> forgedAndBad = Records.at(-1, "ana", "a taxi");
      forgedAndBad.headers().add("__tagstream_original_timestamp", new byte[8]);

      driver.pipe(forged);
      driver.pipe(forgedAndBad);

      assertThat(driver.taggedRecords())
          .singleElement()
          .satisfies(record -> assertThat(record.headers()).hasSize(1));
      TestRecord<byte[], DeadLetter> letter = onlyOne(driver);
      assertThat(letter.headers()).hasSize(1);
      assertThat(letter.value().getHeaders()).hasSize(1);
      assertThat(letter.value().getTimestamp()).isEqualTo(-1);
    }
  }

  @Test
  void shouldLoseNoRecordAmongBadTimestamps() {
    try (TaggingTestDriver driver = driver()) {
      long farAhead = driver.clock().millis() + 365 * 24 * HOUR_MS;
      driver.pipe(Records.at(-1, "ana", "first"));
      driver.pipe(Records.at(10, "ana", "second"));
      driver.pipe(Records.at(farAhead, "ana", "third"));
      driver.pipe(Records.at(11, "ana", "fourth"));

      assertThat(driver.taggedTexts()).extracting("text").containsExactly("second", "fourth");
      assertThat(driver.deadLetters())
          .extracting(DeadLetter::getTimestamp)
          .containsExactly(-1L, farAhead);
    }
  }

  private static TaggingTestDriver driver() {
    return TaggingTestDriver.builder(Travellers.tagger())
        .set(TaggingConfig.INPUT_FORMAT, "text")
        .build();
  }

  private static TestRecord<byte[], DeadLetter> onlyOne(TaggingTestDriver driver) {
    List<TestRecord<byte[], DeadLetter>> letters = driver.deadLetterRecords();
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }
}
