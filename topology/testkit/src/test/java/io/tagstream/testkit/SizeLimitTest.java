package io.tagstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.serde.UnreadableBytesException;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.write.RecordSize;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that just fit the producer, and records that do not, to the byte. */
class SizeLimitTest {
  private static final String UNREADABLE = "\u0000 no text event";

  @ParameterizedTest
  @ValueSource(strings = {"max.request.size", "producer.max.request.size", "buffer.memory"})
  void shouldWriteOutputOfExactlyTheLimit(String setting) {
    long size = sizeOfOutput(10_000_000, "a taxi".repeat(1000));

    try (TaggingTestDriver driver = textDriver(setting, size)) {
      driver.pipe("ana", "a taxi".repeat(1000));

      assertThat(driver.taggedTexts()).hasSize(1);
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"max.request.size", "producer.max.request.size", "buffer.memory"})
  void shouldDeadLetterOutputOneByteLargerThanTheLimit(String setting) {
    long size = sizeOfOutput(10_000_000, "a taxi".repeat(1000));

    try (TaggingTestDriver driver = textDriver(setting, size - 1)) {
      driver.pipe("ana", "a taxi".repeat(1000));
      driver.pipe("ana", "a tram");

      assertThat(driver.taggedTexts()).hasSize(1);
      DeadLetter letter = driver.deadLetters().get(0);
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.OUTPUT_TOO_LARGE);
      assertThat(letter.getMessage())
          .contains("at most " + (size - 1), "found " + size)
          .doesNotContain("taxi");
    }
  }

  @Test
  void shouldCountHeadersAndKeyOfOutput() {
    TestRecord<byte[], byte[]> input = Records.of("ana", "hello");
    input.headers().add("trace", new byte[5000]);

    try (TaggingTestDriver driver = textDriver("max.request.size", 4000)) {
      driver.pipe(atStart(driver, input));

      DeadLetter letter = driver.deadLetters().get(0);
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.OUTPUT_TOO_LARGE);
    }
  }

  @Test
  void shouldKeepWholeValueOfDeadLetterOfExactlyTheLimit() {
    byte[] value = value(5000);
    int size = sizeOfDeadLetter(10_000_000, Records.of(Records.bytes("ana"), value));

    try (TaggingTestDriver driver = avroDriver(size)) {
      driver.pipe(Records.of(Records.bytes("ana"), value));

      DeadLetter letter = driver.deadLetters().get(0);
      assertThat(letter.getValueTruncated()).isFalse();
      assertThat(letter.getValue().remaining()).isEqualTo(5000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100, 3000})
  void shouldKeepAsManyFirstBytesAsFit(int excess) {
    byte[] value = value(5000);
    TestRecord<byte[], byte[]> input = Records.of(Records.bytes("ana"), value);
    int limit = sizeOfDeadLetter(10_000_000, input) - excess;

    try (TaggingTestDriver driver = avroDriver(limit)) {
      driver.pipe(input);
      TestRecord<byte[], DeadLetter> record = driver.deadLetterRecords().get(0);

      DeadLetter letter = record.value();
      byte[] kept = new byte[letter.getValue().remaining()];
      letter.getValue().get(kept);
      assertThat(letter.getValueTruncated()).isTrue();
      assertThat(letter.getValueSize()).isEqualTo(5000);
      assertThat(letter.getValueSha256()).hasSize(64);
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
      assertThat(kept).isEqualTo(Arrays.copyOf(value, kept.length));
      assertThat(sizeOfDeadLetter(limit, input)).isBetween(limit - 2, limit);
    }
  }

  @Test
  void shouldPreferValueToHeadersWrittenTwice() {
    TestRecord<byte[], byte[]> input = Records.of(Records.bytes("ana"), value(5000));
    input.headers().add("large", value(2600));

    try (TaggingTestDriver driver = avroDriver(6000)) {
      driver.pipe(atStart(driver, input));

      TestRecord<byte[], DeadLetter> record = driver.deadLetterRecords().get(0);
      assertThat(record.key()).isEqualTo(Records.bytes("ana"));
      assertThat(record.headers()).isEmpty();
      assertThat(record.value().getHeaders()).hasSize(1);
      assertThat(record.value().getValueTruncated()).isTrue();
      // With the headers twice, some 450 bytes of the value would be left.
      assertThat(record.value().getValue().remaining()).isGreaterThan(2600);
      assertThat(record.value().getMessage()).contains("headers are left out");
    }
  }

  @Test
  void shouldLeaveOutHeadersThatFillTheRecord() {
    TestRecord<byte[], byte[]> input = Records.of(Records.bytes("ana"), value(5000));
    input.headers().add("large", value(5900));

    try (TaggingTestDriver driver = avroDriver(6000)) {
      driver.pipe(atStart(driver, input));

      TestRecord<byte[], DeadLetter> record = driver.deadLetterRecords().get(0);
      assertThat(record.key()).isEqualTo(Records.bytes("ana"));
      assertThat(record.headers()).isEmpty();
      assertThat(record.value().getHeaders()).isEmpty();
      assertThat(record.value().getValueTruncated()).isFalse();
    }
  }

  @Test
  void shouldLeaveOutKeyThatFillsTheRecord() {
    try (TaggingTestDriver driver = avroDriver(6000)) {
      driver.pipe(Records.of(value(5990), value(10)));
      driver.pipe(Records.of(value(5990), null));

      List<TestRecord<byte[], DeadLetter>> records = driver.deadLetterRecords();
      assertThat(records).hasSize(2);
      assertThat(records)
          .allSatisfy(
              record -> {
                assertThat(record.key()).isNull();
                assertThat(record.value().getMessage()).contains("key and headers are left out");
              });
      assertThat(records.get(1).value().getReason()).isEqualTo(DeadLetterReason.OUTPUT_TOO_LARGE);
    }
  }

  @Test
  void shouldCutMessageOfEveryDeadLetter() {
    String foreign = "字".repeat(998) + "🚕".repeat(5000);
    UnreadableBytesException failure =
        new UnreadableBytesException(UnreadableBytesException.Problem.PAYLOAD, foreign, null);

    for (String limit : List.of("1000000", "4000")) {
      try (TaggingTestDriver driver =
          TaggingTestDriver.builder(Travellers.tagger())
              .set(TaggingConfig.SERDE_CLASS, StubSerde.class.getName())
              .set(StubSerde.FAILURE, failure)
              .set("max.request.size", limit)
              .build()) {
        driver.pipe(Records.of(value(3900), value(3900)));

        String message = driver.deadLetters().get(0).getMessage();
        assertThat(message).startsWith("字".repeat(900)).contains("…").doesNotContain("?");
        assertThat(message.length()).isBetween(998, 1000);
      }
    }
  }

  @Test
  void shouldStopWhenNoDeadLetterFitsAtAll() {
    try (TaggingTestDriver driver = avroDriver(100)) {
      assertThatThrownBy(() -> driver.pipe(Records.of("ana", UNREADABLE)))
          .hasRootCauseInstanceOf(ConfigException.class)
          .rootCause()
          .hasMessageContaining("max.request.size")
          .hasMessageContaining("100");
    }
  }

  private static long sizeOfOutput(long limit, String text) {
    try (TaggingTestDriver driver = textDriver("max.request.size", limit)) {
      driver.pipe("ana", text);
      return sizeOfOnlyRecord(driver, driver.config().outputTopic());
    }
  }

  private static int sizeOfDeadLetter(long limit, TestRecord<byte[], byte[]> input) {
    try (TaggingTestDriver driver = avroDriver(limit)) {
      driver.pipe(input);
      return (int) sizeOfOnlyRecord(driver, driver.config().deadLetterTopic());
    }
  }

  private static long sizeOfOnlyRecord(TaggingTestDriver driver, String topic) {
    TestRecord<byte[], byte[]> record =
        driver
            .kafkaDriver()
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecord();
    return RecordSize.of(record.key(), record.value(), record.headers());
  }

  private static TaggingTestDriver textDriver(String setting, long limit) {
    return TaggingTestDriver.builder(Travellers.tagger())
        .set(TaggingConfig.INPUT_FORMAT, "text")
        .set(setting, limit <= Integer.MAX_VALUE ? (Object) (int) limit : limit)
        .build();
  }

  private static TaggingTestDriver avroDriver(long limit) {
    return TaggingTestDriver.builder(Travellers.tagger())
        .set("max.request.size", Long.toString(limit))
        .build();
  }

  private static TestRecord<byte[], byte[]> atStart(
      TaggingTestDriver driver, TestRecord<byte[], byte[]> record) {
    return new TestRecord<>(
        record.key(), record.value(), record.headers(), driver.clock().instant());
  }

  /** Bytes that are no registered Avro and differ from place to place. */
  private static byte[] value(int size) {
    byte[] value = new byte[size];
    for (int index = 0; index < size; index++) {
      value[index] = (byte) (index % 251 + 1);
    }
    return value;
  }
}
