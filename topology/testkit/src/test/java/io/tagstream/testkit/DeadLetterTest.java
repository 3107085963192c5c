package io.tagstream.testkit;

import static io.tagstream.testkit.Records.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.schemas.DeadLetter;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.SourceCoordinates;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.TaggingConfig;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record that cannot be tagged becomes, reason by reason. */
class DeadLetterTest {

  @Test
  void shouldKeepEverythingOfTheRecord() {
    try (TaggingTestDriver driver = textDriver()) {
      driver.pipe("ana", "a taxi");
      TestRecord<byte[], byte[]> bad =
          new TestRecord<>(bytes("ana"), bytes("unspeakable"), driver.clock().instant());
      bad.headers().add("trace", bytes("t-1")).add("trace", null);

      driver.pipe(bad);

      TestRecord<byte[], DeadLetter> record = onlyOne(driver);
      DeadLetter letter = record.value();
      assertThat(record.key()).isEqualTo(bytes("ana"));
      assertThat(record.timestamp()).isEqualTo(driver.clock().millis());
      assertThat(record.headers()).isEqualTo(bad.headers());
      assertThat(letter.getSource()).isEqualTo(new SourceCoordinates("text-events", 0, 1L));
      assertThat(letter.getTimestamp()).isEqualTo(driver.clock().millis());
      assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(bytes("unspeakable")));
      assertThat(letter.getValueSize()).isEqualTo(11);
      assertThat(letter.getValueTruncated()).isFalse();
      // printf unspeakable | sha256sum
      assertThat(letter.getValueSha256())
          .isEqualTo("0654535a77137c5ac725a23b6f627b3b8cd079f91663deec7ab3f4a35bac0037");
      assertThat(letter.getHeaders()).extracting("key").containsExactly("trace", "trace");
      assertThat(letter.getHeaders())
          .extracting("value")
          .containsExactly(ByteBuffer.wrap(bytes("t-1")), null);
    }
  }

  @Test
  void shouldGoOnAfterModelFailedOnOneText() {
    try (TaggingTestDriver driver = textDriver()) {
      driver.pipe("ana", "the unspeakable taxi");
      driver.pipe("ana", "a taxi");

      DeadLetter letter = onlyOne(driver).value();
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.ENCODER_ERROR);
      assertThat(letter.getMessage()).contains("20 code points").doesNotContain("taxi");
      assertThat(driver.taggedTexts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "00",
        "00000000",
        "0100000001",
        "0000000001",
        "000000000101",
        "7b7d",
        // A text of two thousand million bytes, says its length; then nothing.
        "0000000001feffffff0f",
        "0000000001ffffffff0f"
      })
  void shouldRejectBytesThatAreNoRegisteredAvro(String hex) {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      driver.pipe("ana", "registers the schema under id 1");
      assertThat(driver.taggedTexts()).hasSize(1);

      driver.pipe(Records.of(bytes("ana"), HexFormat.of().parseHex(hex)));

      DeadLetter letter = onlyOne(driver).value();
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
      assertThat(letter.getValueSize()).isEqualTo(hex.length() / 2);
    }
  }

  @Test
  void shouldRejectUnknownSchema() {
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      driver.pipe(Records.of(bytes("ana"), framed(4711, "whatever")));

      DeadLetter letter = onlyOne(driver).value();
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
      assertThat(letter.getMessage()).contains("4711");
    }
  }

  @Test
  void shouldRejectSchemaThatIsNoTextEvent() {
    Schema order = SchemaBuilder.record("Order").fields().requiredString("article").endRecord();
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      int id = driver.registry().register("text-events-value", order.toString()).id();

      driver.pipe(Records.of(bytes("ana"), framed(id, "socks")));

      DeadLetter letter = onlyOne(driver).value();
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INCOMPATIBLE_SCHEMA);
      assertThat(letter.getMessage()).contains("Order").doesNotContain("socks");
    }
  }

  @Test
  void shouldReadEventsOfAnotherNameThatHaveTheFields() {
    Schema chat = SchemaBuilder.record("com.acme.Chat").fields().requiredString("text").endRecord();
    try (TaggingTestDriver driver = TaggingTestDriver.of(Travellers.tagger())) {
      int id = driver.registry().register("text-events-value", chat.toString()).id();

      driver.pipe(Records.of(bytes("ana"), framed(id, "a taxi")));

      assertThat(driver.taggedTexts()).extracting("text").containsExactly("a taxi");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"message\":{}}; NO_TEXT; nothing there",
        "{\"message\":{\"body\":null}}; NO_TEXT; null",
        "{\"message\":{\"body\":7}}; NO_TEXT; number",
        "{\"message\":{\"body\":{\"secret\":1}}}; NO_TEXT; object",
        "[1]; NO_TEXT; nothing there",
        "{\"message\":{\"body\":\"secret\"}; UNREADABLE; line 1",
        "secret; UNREADABLE; line 1",
        "{\"message\":{\"body\":\"a\"}} {}; UNREADABLE; line 1",
        "'';UNREADABLE; JSON",
      })
  void shouldRejectJsonWithoutText(String json, DeadLetterReason reason, String found) {
    try (TaggingTestDriver driver = jsonDriver()) {
      driver.pipe(Records.of("ana", json));

      DeadLetter letter = onlyOne(driver).value();
      assertThat(letter.getReason()).isEqualTo(reason);
      assertThat(letter.getMessage()).contains(found).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void shouldRejectBytesThatAreNoUtf8(String format) {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_FORMAT, format)
            .build()) {
      driver.pipe(Records.of(bytes("ana"), new byte[] {'"', 'a', (byte) 0xc3, '"'}));
      driver.pipe(Records.of(bytes("ana"), new byte[] {'a', (byte) 0xff}));
      driver.pipe(Records.of(bytes("ana"), new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
      driver.pipe(Records.of(bytes("ana"), HexFormat.of().parseHex("efbbbf6161ff")));

      List<DeadLetter> letters = driver.deadLetters();
      assertThat(letters)
          .extracting(DeadLetter::getReason)
          .containsOnly(DeadLetterReason.UNREADABLE)
          .hasSize(4);
      assertThat(letters.get(0).getMessage()).contains("byte 2");
      assertThat(letters.get(3).getMessage()).contains("6 bytes", "byte 5");
    }
  }

  @Test
  void shouldRejectTextLongerThanTheLimitInCodePoints() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.INPUT_FORMAT, "text")
            .set(TaggingConfig.TEXT_MAX_CODE_POINTS, 3)
            .build()) {
      driver.pipe("ana", "🚕🚕🚕");
      driver.pipe("ana", "🚕🚕🚕🚕");

      assertThat(driver.taggedTexts()).hasSize(1);
      DeadLetter letter = onlyOne(driver).value();
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TEXT_TOO_LONG);
      assertThat(letter.getMessage())
          .contains("at most 3 code points", TaggingConfig.TEXT_MAX_CODE_POINTS, "found 4");
    }
  }

  @Test
  void shouldRejectRecordWithNeitherKeyNorValue() {
    try (TaggingTestDriver driver = textDriver()) {
      driver.pipeTombstone(null);

      TestRecord<byte[], DeadLetter> record = onlyOne(driver);
      assertThat(record.key()).isNull();
      assertThat(record.value().getReason()).isEqualTo(DeadLetterReason.NO_TEXT);
      assertThat(record.value().getValue()).isNull();
      assertThat(record.value().getValueSize()).isEqualTo(-1);
      assertThat(record.value().getValueSha256()).isNull();
    }
  }

  @Test
  void shouldSayWhatWasExpectedFoundAndWhatToDo() {
    try (TaggingTestDriver driver =
        TaggingTestDriver.builder(Travellers.tagger())
            .set(TaggingConfig.TEXT_MAX_CODE_POINTS, 20)
            .build()) {
      driver.pipe("ana", "this text is far too long");
      driver.pipe("ana", "unspeakable");
      driver.pipe("ana", new TextEvent("fine", false, null, Map.of()));
      driver.pipe(Records.at(-1, "ana", "x"));
      driver.pipe(Records.of("ana", "not Avro"));
      driver.pipeTombstone(null);

      assertThat(driver.deadLetters())
          .hasSize(5)
          .extracting(DeadLetter::getMessage)
          .allSatisfy(
              message ->
                  assertThat(message).containsPattern("expected .*(found|failed).*\\. [A-Z]"));
    }
  }

  private static TaggingTestDriver textDriver() {
    return TaggingTestDriver.builder(Travellers.tagger())
        .set(TaggingConfig.INPUT_FORMAT, "text")
        .build();
  }

  private static TaggingTestDriver jsonDriver() {
    return TaggingTestDriver.builder(Travellers.tagger())
        .set(TaggingConfig.INPUT_FORMAT, "json")
        .set(TaggingConfig.INPUT_JSON_TEXT, "message.body")
        .build();
  }

  /** The registry's prefix form of an Avro record with one short string. */
  private static byte[] framed(int schemaId, String text) {
    return ByteBuffer.allocate(6 + text.length())
        .put((byte) 0)
        .putInt(schemaId)
        .put((byte) (2 * text.length()))
        .put(bytes(text))
        .array();
  }

  private static TestRecord<byte[], DeadLetter> onlyOne(TaggingTestDriver driver) {
    List<TestRecord<byte[], DeadLetter>> letters = driver.deadLetterRecords();
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }
}
