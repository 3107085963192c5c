package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.TextEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tagged ahead, what of it is used, and what is told about it. */
class SpeculationTest {
  private static final String USED = "speculations-used-total";
  private static final String MADE = "speculations-made-total";

  @ParameterizedTest
  @CsvSource({"none, 0", "none, 2", "fragment, 0", "fragment, 2"})
  void shouldUseEveryAnswerMadeAhead(String mode, int threads) {
    try (PolledAhead consumer = new PolledAhead(Map.of("tagstream.speculation.threads", threads));
        TaggingTestDriver driver =
            consumer.in(StreamDrivers.builder(Travellers.tagger(), mode)).build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 100, 7);
      poll(consumer, driver, 0, records);
      records.forEach(driver::pipe);

      assertThat(driver.taggedTexts()).hasSize(100);
      assertThat(PolledAhead.total(driver, USED)).isEqualTo(100);
      assertThat(PolledAhead.total(driver, MADE)).isEqualTo(100);
      assertThat(PolledAhead.total(driver, "speculations-missed-total")).isZero();
      assertThat(PolledAhead.total(driver, "speculation-answer-bytes")).isZero();
    }
  }

  @Test
  void shouldMakeFullBatchesOfDifferentStreams() {
    try (PolledAhead consumer =
            new PolledAhead(
                Map.of(
                    "tagstream.speculation.threads", 0, "tagstream.speculation.batch.size", 10));
        TaggingTestDriver driver =
            consumer.in(StreamDrivers.builder(Travellers.tagger(), "fragment")).build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 100, 20);
      poll(consumer, driver, 0, records);
      records.forEach(driver::pipe);

      // Ten, or a few more if the first one was slow and the next ones smaller for it.
      assertThat(PolledAhead.total(driver, "speculation-batches-total")).isBetween(10L, 20L);
    }
  }

  @Test
  void shouldTagOneStreamInItsOrder() {
    try (PolledAhead consumer = new PolledAhead(Map.of("tagstream.speculation.threads", 0));
        TaggingTestDriver driver =
            consumer.in(StreamDrivers.builder(Travellers.tagger(), "fragment")).build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 30, 1);
      poll(consumer, driver, 0, records);
      records.forEach(driver::pipe);

      assertThat(PolledAhead.total(driver, "speculation-batches-total")).isEqualTo(30);
      assertThat(PolledAhead.total(driver, USED)).isEqualTo(30);
    }
  }

  @Test
  void shouldTagOnTheSpotWhatWasNotPolledHere() {
    try (PolledAhead consumer = new PolledAhead(Map.of());
        TaggingTestDriver driver =
            consumer.in(TaggingTestDriver.builder(Travellers.tagger())).build()) {
      driver.pipe("k", "to Oslo");

      assertThat(driver.taggedTexts()).hasSize(1);
      assertThat(missed(driver, "not-polled")).isEqualTo(1);
    }
  }

  @Test
  void shouldMeetItsMissesWithTheReason() {
    try (PolledAhead consumer = new PolledAhead(Map.of());
        TaggingTestDriver driver =
            consumer.in(TaggingTestDriver.builder(Travellers.tagger())).build()) {
      TestRecord<byte[], byte[]> polled = records(driver, 1, 1).get(0);
      poll(consumer, driver, 0, List.of(polled));
      driver.pipe("key-0", "another text");
      TestRecord<byte[], byte[]> bad = Records.of("k", "no event");
      poll(consumer, driver, 1, List.of(stamped(driver, bad), polled));
      driver.pipe(bad);
      driver.pipe(polled);

      assertThat(missed(driver, "other-record")).isEqualTo(1);
      assertThat(missed(driver, "rejected")).isEqualTo(1);
      assertThat(PolledAhead.total(driver, USED)).isEqualTo(1);
      assertThat(driver.deadLetters()).hasSize(1);
    }
  }

  @Test
  void shouldForgetWhatIsRefusedBeforeItIsTagged() {
    try (PolledAhead consumer = new PolledAhead(Map.of("tagstream.speculation.threads", 0));
        TaggingTestDriver driver =
            consumer.in(StreamDrivers.builder(Travellers.tagger(), "fragment")).build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 3, 1);
      TestRecord<byte[], byte[]> inTheFuture =
          new TestRecord<>(
              records.get(1).key(),
              records.get(1).value(),
              records.get(1).headers(),
              driver.clock().instant().plus(Duration.ofDays(2)));
      records.set(1, inTheFuture);
      poll(consumer, driver, 0, records);
      records.forEach(driver::pipe);

      assertThat(driver.deadLetters()).hasSize(1);
      assertThat(driver.taggedTexts().get(1).getStream().getGap()).isTrue();
      assertThat(PolledAhead.total(driver, USED)).isEqualTo(2);
      assertThat(PolledAhead.total(driver, MADE)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"encoder-time-ns-total", "tagging-time-ns-total", "forward-time-ns-total"})
  void shouldTellWhereTheTimeGoes(String name) {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      driver.pipe("k", "to Oslo");

      assertThat(driver.kafkaDriver().metrics().keySet())
          .anySatisfy(metric -> assertThat(metric.name()).isEqualTo(name));
    }
  }

  static List<TestRecord<byte[], byte[]>> records(TaggingTestDriver driver, int count, int keys) {
    return new ArrayList<>(
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    stamped(
                        driver,
                        driver.record(
                            Records.bytes("key-" + i % keys),
                            new TextEvent("to Oslo " + i + " ", false, null, Map.of()))))
            .toList());
  }

  private static TestRecord<byte[], byte[]> stamped(
      TaggingTestDriver driver, TestRecord<byte[], byte[]> record) {
    return new TestRecord<>(
        record.key(), record.value(), record.headers(), driver.clock().instant());
  }

  static void poll(
      PolledAhead consumer,
      TaggingTestDriver driver,
      int offset,
      List<TestRecord<byte[], byte[]>> records) {
    consumer.poll(driver.config().inputTopics().get(0), offset, records);
  }

  static long missed(TaggingTestDriver driver, String reason) {
    return (long)
        driver.kafkaDriver().metrics().values().stream()
            .filter(metric -> reason.equals(metric.metricName().tags().get("reason")))
            .map(Metric::metricValue)
            .mapToDouble(value -> ((Number) value).doubleValue())
            .sum();
  }
}
