package io.tagstream.testkit;

import static io.tagstream.testkit.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterHeader;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Headers travel on, but for the one that speaks of the input's bytes. */
class HeadersTest {
  private static final String SCHEMA_ID = "__value_schema_id";

  @Test
  void shouldCopyHeadersInOrder() {
    try (TaggingTestDriver driver = textDriver()) {
      TestRecord<byte[], byte[]> record = Records.of("ana", "a taxi");
      record
          .headers()
          .add("trace", bytes("1"))
          .add("__key_schema_id", bytes("kept: the key is the same"))
          .add("trace", null)
          .add("", new byte[0]);
      driver.pipe(withTime(driver, record));

      assertThat(driver.taggedRecords().get(0).headers()).isEqualTo(record.headers());
    }
  }

  @Test
  void shouldReadHeaderFormAndWritePrefixForm() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      TestRecord<byte[], byte[]> record = Records.of(bytes("ana"), headerForm(driver, "a taxi"));
      record.headers().add(SCHEMA_ID, guidHeader(driver)).add("trace", bytes("1"));
      driver.pipe(withTime(driver, record));

      TestRecord<byte[], ?> tagged = driver.taggedRecords().get(0);
      assertThat(tagged.headers()).extracting("key").containsExactly("trace");
      assertThat(driver.deadLetters()).isEmpty();
    }
  }

  @Test
  void shouldKeepSchemaHeaderInsideDeadLetterOnly() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      byte[] unknown = new byte[17];
      unknown[0] = 1;
      TestRecord<byte[], byte[]> record = Records.of("ana", "anything");
      record.headers().add(SCHEMA_ID, unknown).add("trace", bytes("1"));
      driver.pipe(withTime(driver, record));

      TestRecord<byte[], DeadLetter> letter = driver.deadLetterRecords().get(0);
      assertThat(letter.headers()).extracting("key").containsExactly("trace");
      assertThat(letter.value().getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
      assertThat(letter.value().getHeaders())
          .containsExactly(
              new DeadLetterHeader(SCHEMA_ID, ByteBuffer.wrap(unknown)),
              new DeadLetterHeader("trace", ByteBuffer.wrap(bytes("1"))));
    }
  }

  private static TaggingTestDriver textDriver() {
    return TaggingTestDriver.builder(Travellers.tagger())
        .set(TaggingConfig.INPUT_FORMAT, "text")
        .build();
  }

  private static TestRecord<byte[], byte[]> withTime(
      TaggingTestDriver driver, TestRecord<byte[], byte[]> record) {
    return new TestRecord<>(
        record.key(), record.value(), record.headers(), driver.clock().instant());
  }

  /** A value in header form is one in prefix form without its prefix of five bytes. */
  private static byte[] headerForm(TaggingTestDriver driver, String text) {
    byte[] prefixForm = driver.record(null, new TextEvent(text, false, null, Map.of())).value();
    return Arrays.copyOfRange(prefixForm, 5, prefixForm.length);
  }

  private static byte[] guidHeader(TaggingTestDriver driver) {
    UUID guid = driver.registry().byId(1).get(0).guid();
    return ByteBuffer.allocate(17)
        .put((byte) 1)
        .putLong(guid.getMostSignificantBits())
        .putLong(guid.getLeastSignificantBits())
        .array();
  }
}
