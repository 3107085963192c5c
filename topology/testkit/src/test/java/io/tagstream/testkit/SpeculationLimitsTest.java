package io.tagstream.testkit;

import static io.tagstream.testkit.SpeculationTest.missed;
import static io.tagstream.testkit.SpeculationTest.poll;
import static io.tagstream.testkit.SpeculationTest.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.ModelId;
import io.tagstream.model.Tagger;
import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.topology.process.OutcomeRoute;
import io.tagstream.topology.process.TaggingOutcome;
import io.tagstream.topology.process.TaggingProcessorSupplier;
import io.tagstream.topology.time.BoundedTimestampExtractor;
import io.tagstream.topology.time.TimestampLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where tagging ahead is of no use, has no room, or fails: never at the cost of an output. */
class SpeculationLimitsTest {
  private static final String ANSWER_BYTES = "speculation-answer-bytes";
  private static final String MADE = "speculations-made-total";
  private static final Map<String, Object> BY_THE_STREAM_THREAD =
      Map.of("tagstream.speculation.threads", 0);

  @Test
  void shouldMakeNoMoreThanItHasRoomFor() {
    long room = 20_000;
    long batch = 8 * 2_500;
    try (PolledAhead consumer =
            new PolledAhead(
                Map.of(
                    "tagstream.speculation.threads", 1,
                    "tagstream.speculation.batch.size", 8,
                    "tagstream.speculation.buffer.bytes", room));
        TaggingTestDriver driver =
            consumer.in(TaggingTestDriver.builder(Travellers.tagger())).build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 2_000, 500);
      poll(consumer, driver, 0, records);
      for (TestRecord<byte[], byte[]> record : records) {
        driver.pipe(record);
        // One batch on each of two threads may have been begun when there was room.
        assertThat(PolledAhead.total(driver, ANSWER_BYTES)).isLessThan(room + 2 * batch);
      }

      assertThat(PolledAhead.total(driver, MADE)).isEqualTo(2_000);
    }
  }

  @Test
  void shouldGiveUpWhereRecordsComeChanged() {
    try (PolledAhead consumer = new PolledAhead(BY_THE_STREAM_THREAD);
        TaggingTestDriver driver = behind(consumer, HeaderProcessor::new)) {
      pipeAll(consumer, driver, 2_000);

      assertThat(driver.taggedTexts()).hasSize(2_000);
      assertThat(missed(driver, "other-record")).isBetween(512L, 700L);
    }
  }

  @Test
  void shouldGiveUpWhereFewRecordsCome() {
    try (PolledAhead consumer = new PolledAhead(BY_THE_STREAM_THREAD);
        TaggingTestDriver driver = behind(consumer, OneInTwentyProcessor::new)) {
      pipeAll(consumer, driver, 4_000);

      assertThat(driver.taggedTexts()).hasSize(200);
      assertThat(PolledAhead.total(driver, MADE)).isBetween(1L, 800L);
      assertThat(PolledAhead.total(driver, ANSWER_BYTES)).isZero();
    }
  }

  @Test
  void shouldGiveUpWhereNoRecordComes() {
    try (PolledAhead consumer = new PolledAhead(BY_THE_STREAM_THREAD);
        TaggingTestDriver driver =
            consumer.in(TaggingTestDriver.builder(Travellers.tagger())).build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 8_000, 7);
      for (int begin = 0; begin < 8_000; begin += 1_000) {
        poll(consumer, driver, begin, records.subList(begin, begin + 1_000));
      }
      driver.pipe(records.get(0));

      assertThat(driver.taggedTexts()).hasSize(1);
      assertThat(missed(driver, "not-polled")).isEqualTo(1);
      assertThat(PolledAhead.total(driver, MADE)).isZero();
    }
  }

  @Test
  void shouldNotBeDeceivedByBytesChangedInPlace() {
    try (PolledAhead consumer = new PolledAhead(BY_THE_STREAM_THREAD);
        TaggingTestDriver driver = behind(consumer, InPlaceProcessor::new)) {
      List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        records.add(
            new TestRecord<>(
                Records.bytes("k"), Records.bytes("to Oslp"), null, driver.clock().instant()));
      }
      poll(consumer, driver, 0, records);
      records.forEach(driver::pipe);

      assertThat(driver.taggedTexts())
          .allSatisfy(tagged -> assertThat(tagged.getText()).isEqualTo("to Oslo"))
          .hasSize(3);
      assertThat(missed(driver, "other-record")).isEqualTo(3);
    }
  }

  @Test
  void shouldWaitOnceForRegistryThatIsAway() {
    AwaySerde.CALLS.set(0);
    try (PolledAhead consumer = new PolledAhead(BY_THE_STREAM_THREAD);
        TaggingTestDriver driver =
            consumer
                .in(TaggingTestDriver.builder(Travellers.tagger()))
                .set("tagstream.serde.class", AwaySerde.class.getName())
                .build()) {
      List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        records.add(
            new TestRecord<>(
                Records.bytes("k" + i), Records.bytes("x"), null, driver.clock().instant()));
      }
      poll(consumer, driver, 0, records);

      assertThatThrownBy(() -> driver.pipe(records.get(0))).isInstanceOf(StreamsException.class);
      assertThat(AwaySerde.CALLS).hasValue(2);
    }
  }

  @Test
  void shouldPassOnAnErrorThatEndsAnInferenceThread() throws InterruptedException {
    AheadErrorTagger tagger = new AheadErrorTagger();
    try (PolledAhead consumer = new PolledAhead(Map.of("tagstream.speculation.threads", 1));
        TaggingTestDriver driver = consumer.in(TaggingTestDriver.builder(tagger)).build()) {
      List<TestRecord<byte[], byte[]>> records = records(driver, 20, 20);
      poll(consumer, driver, 0, records);
      tagger.threads.take().join();

      assertThatThrownBy(() -> driver.pipe(records.get(0))).isSameAs(tagger.error);
    }
  }

  private static void pipeAll(PolledAhead consumer, TaggingTestDriver driver, int count) {
    List<TestRecord<byte[], byte[]>> records = records(driver, count, 5);
    for (int begin = 0; begin < count; begin += 100) {
      poll(consumer, driver, begin, records.subList(begin, begin + 100));
      records.subList(begin, begin + 100).forEach(driver::pipe);
    }
  }

  /** Texts are read as they are; another processor stands between source and tagging processor. */
  private static TaggingTestDriver behind(
      PolledAhead consumer, ProcessorSupplier<byte[], byte[], byte[], byte[]> other) {
    return consumer
        .in(TaggingTestDriver.builder(Travellers.tagger()))
        .set("tagstream.input.format", other.get() instanceof InPlaceProcessor ? "text" : "avro")
        .topology(
            (config, taggers, clock) -> {
              TimestampLimits limits = new TimestampLimits(config.timestampMaxAhead(), clock);
              return new Topology()
                  .addSource(
                      (AutoOffsetReset) null,
                      "read",
                      new BoundedTimestampExtractor(limits),
                      new ByteArrayDeserializer(),
                      new ByteArrayDeserializer(),
                      config.inputTopics().toArray(String[]::new))
                  .addProcessor("other", other, "read")
                  .addProcessor(
                      "tag",
                      new TaggingProcessorSupplier(
                          config, taggers, limits, OutcomeRoute.toChildren("write", "letters")),
                      "other")
                  .addSink(
                      "write", config.outputTopic(), new ByteArraySerializer(), outcomes(), "tag")
                  .addSink(
                      "letters",
                      config.deadLetterTopic(),
                      new ByteArraySerializer(),
                      outcomes(),
                      "tag");
            })
        .build();
  }

  private static Serializer<TaggingOutcome> outcomes() {
    return (topic, outcome) -> outcome.bytes();
  }

  private static final class HeaderProcessor
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      record.headers().add("seen", new byte[] {1});
      context().forward(record);
    }
  }

  private static final class OneInTwentyProcessor
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private int count;

    @Override
    public void process(Record<byte[], byte[]> record) {
      if (count++ % 20 == 0) {
        context().forward(record);
      }
    }
  }

  /** Writes over the last letter. */
  private static final class InPlaceProcessor
      extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      record.value()[record.value().length - 1] = 'o';
      context().forward(record);
    }
  }

  /** A serde whose registry is away. Public for Kafka to make it. */
  public static final class AwaySerde<T> implements Serde<T>, Deserializer<T> {
    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public Serializer<T> serializer() {
      throw new IllegalStateException("nothing is written here");
    }

    @Override
    public Deserializer<T> deserializer() {
      return this;
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
      CALLS.incrementAndGet();
      throw new IllegalStateException("away");
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
      return deserialize(topic, bytes);
    }

    @Override
    public void close() {}
  }

  /** Has no memory left, on inference threads alone. */
  private static final class AheadErrorTagger implements Tagger {
    final OutOfMemoryError error = new OutOfMemoryError("native");
    final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

    @Override
    public ModelId model() {
      return new ModelId("broken", "1", "0".repeat(64));
    }

    @Override
    public List<Tagging> tag(List<Text> texts) {
      if (Thread.currentThread().getName().startsWith("tagstream-inference")) {
        threads.add(Thread.currentThread());
        throw error;
      }
      return texts.stream().map(text -> new Tagging(List.of(), List.of())).toList();
    }

    @Override
    public void close() {}
  }
}
