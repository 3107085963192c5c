package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.process.OutcomeRoute;
import io.tagstream.topology.process.TaggingOutcome;
import io.tagstream.topology.process.TaggingProcessorSupplier;
import io.tagstream.topology.time.BoundedTimestampExtractor;
import io.tagstream.topology.time.TimestampLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
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

      assertThat(PolledAhead.total(driver, "speculation-batches-total")).isEqualTo(10);
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
  void shouldMakeNoMoreThanItHasRoomFor() {
    try (PolledAhead consumer =
            new PolledAhead(
                Map.of(
                    "tagstream.speculation.threads", 0,
                    "tagstream.speculation.buffer.bytes", 1024));
        TaggingTestDriver driver =
            consumer
                .in(TaggingTestDriver.builder(Travellers.tagger()))
                .set("tagstream.speculation.batch.size", 1)
                .build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 20, 1);
      poll(consumer, driver, 0, records);
      driver.pipe(records.get(0));

      assertThat(PolledAhead.total(driver, "speculation-answer-bytes")).isLessThan(64 * 4096);
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
      assertThat(missed(driver, "failed")).isEqualTo(1);
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

  @Test
  void shouldGiveUpWhereRecordsComeChanged() {
    try (PolledAhead consumer = new PolledAhead(Map.of("tagstream.speculation.threads", 0));
        TaggingTestDriver driver =
            consumer
                .in(TaggingTestDriver.builder(Travellers.tagger()))
                .topology(SpeculationTest::behindAnotherProcessor)
                .build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 2_000, 5);
      for (int begin = 0; begin < 2_000; begin += 100) {
        poll(consumer, driver, begin, records.subList(begin, begin + 100));
        records.subList(begin, begin + 100).forEach(driver::pipe);
      }

      assertThat(driver.taggedTexts()).hasSize(2_000);
      assertThat(missed(driver, "other-record")).isBetween(512L, 700L);
    }
  }

  /** A processor that gives every record a header changes what the tagging processor is given. */
  private static Topology behindAnotherProcessor(
      TaggingConfig config, Taggers taggers, InstantSource clock) {
    TimestampLimits limits = new TimestampLimits(config.timestampMaxAhead(), clock);
    return new Topology()
        .addSource(
            (AutoOffsetReset) null,
            "read",
            new BoundedTimestampExtractor(limits),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            config.inputTopics().toArray(String[]::new))
        .addProcessor("change", HeaderProcessor::new, "read")
        .addProcessor(
            "tag",
            new TaggingProcessorSupplier(
                config, taggers, limits, OutcomeRoute.toChildren("write", "write-letters")),
            "change")
        .addSink(
            "write",
            config.outputTopic(),
            new ByteArraySerializer(),
            (topic, outcome) -> ((TaggingOutcome) outcome).bytes(),
            "tag")
        .addSink(
            "write-letters",
            config.deadLetterTopic(),
            new ByteArraySerializer(),
            (topic, outcome) -> ((TaggingOutcome) outcome).bytes(),
            "tag");
  }

  private static final class HeaderProcessor
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      record.headers().add("seen", new byte[] {1});
      context().forward(record);
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

  private static List<TestRecord<byte[], byte[]>> records(
      TaggingTestDriver driver, int count, int keys) {
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

  private static void poll(
      PolledAhead consumer,
      TaggingTestDriver driver,
      int offset,
      List<TestRecord<byte[], byte[]>> records) {
    consumer.poll(driver.config().inputTopics().get(0), offset, records);
  }

  private static long missed(TaggingTestDriver driver, String reason) {
    return (long)
        driver.kafkaDriver().metrics().values().stream()
            .filter(metric -> reason.equals(metric.metricName().tags().get("reason")))
            .map(Metric::metricValue)
            .mapToDouble(value -> ((Number) value).doubleValue())
            .sum();
  }
}
