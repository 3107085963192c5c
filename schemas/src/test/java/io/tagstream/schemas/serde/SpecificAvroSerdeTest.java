package io.tagstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.registry.InMemoryRegistry;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpecificAvroSerdeTest {

  private static final String SCOPE = "serde-test";
  private static final Map<String, ?> CONFIGS = Map.of("schema.registry.url", "mock://" + SCOPE);

  // By hand from the Avro specification, section "binary encoding":
  // 00            magic byte
  // 00 00 00 01   schema id 1, big-endian
  // 04 48 69      text: zig-zag length 2, "Hi"
  // 01            endOfStream: true
  // 02 04 65 6e   language: branch 1 of the union, zig-zag length 2, "en"
  // 02 02 61 02 62 00   attributes: a block of one entry "a" = "b", then the empty block
  private static final String GOLDEN = "0000000001" + "044869" + "01" + "0204656e" + "020261026200";
  private static final TextEvent EVENT =
      TextEvent.newBuilder()
          .setText("Hi")
          .setEndOfStream(true)
          .setLanguage("en")
          .setAttributes(Map.of("a", "b"))
          .build();

  private final InMemoryRegistry registry = InMemoryRegistry.shared(SCOPE);

  @AfterEach
  void dropScope() {
    InMemoryRegistry.drop(SCOPE);
  }

  private static SpecificAvroSerde<TextEvent> serde(boolean isKey) {
    SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>();
    serde.configure(CONFIGS, isKey);
    return serde;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void shouldWriteTheBytesOfTheSpecification() {
    try (SpecificAvroSerde<TextEvent> serde = serde(false)) {
      byte[] written = serde.serializer().serialize("text-events", EVENT);
      assertThat(written).asHexString().isEqualToIgnoringCase(GOLDEN);
    }
    assertThat(registry.version("text-events-value", 1, false).schema())
        .isEqualTo(TextEvent.getClassSchema());
  }

  @Test
  void shouldReadTheBytesOfTheSpecification() {
    registry.register("text-events-value", TextEvent.getClassSchema().toString());
    try (SpecificAvroSerde<TextEvent> serde = serde(false)) {
      assertThat(serde.deserializer().deserialize("text-events", bytes(GOLDEN))).isEqualTo(EVENT);
    }
  }

  @Test
  void shouldUseTheKeySubjectForKeys() {
    try (SpecificAvroSerde<TextEvent> serde = serde(true)) {
      serde.serializer().serialize("text-events", EVENT);
    }
    assertThat(registry.subjects(false)).containsExactly("text-events-key");
  }

  @Test
  void shouldReadTheHeaderForm() {
    UUID guid = registry.register("s", TextEvent.getClassSchema().toString()).guid();
    byte[] header =
        ByteBuffer.allocate(17)
            .put((byte) 1)
            .putLong(guid.getMostSignificantBits())
            .putLong(guid.getLeastSignificantBits())
            .array();
    byte[] payload = bytes(GOLDEN.substring(10));
    try (SpecificAvroSerde<TextEvent> values = serde(false);
        SpecificAvroSerde<TextEvent> keys = serde(true)) {
      Headers valueHeaders = new RecordHeaders().add("__value_schema_id", header);
      assertThat(values.deserializer().deserialize("t", valueHeaders, payload)).isEqualTo(EVENT);
      Headers keyHeaders = new RecordHeaders().add("__key_schema_id", header);
      assertThat(keys.deserializer().deserialize("t", keyHeaders, payload)).isEqualTo(EVENT);
      Headers idHeader = new RecordHeaders().add("__value_schema_id", bytes("0000000001"));
      assertThat(values.deserializer().deserialize("t", idHeader, payload)).isEqualTo(EVENT);
    }
  }

  @Test
  void shouldReadThePrefixFormAmongOtherHeaders() {
    registry.register("s", TextEvent.getClassSchema().toString());
    Headers headers = new RecordHeaders().add("__key_schema_id", bytes("00")).add("x", null);
    try (SpecificAvroSerde<TextEvent> serde = serde(false)) {
      assertThat(serde.deserializer().deserialize("t", headers, bytes(GOLDEN))).isEqualTo(EVENT);
    }
  }

  @Test
  void shouldKeepNullNull() {
    try (SpecificAvroSerde<TextEvent> serde = serde(false)) {
      assertThat(serde.serializer().serialize("t", null)).isNull();
      assertThat(serde.deserializer().deserialize("t", (byte[]) null)).isNull();
      Headers headers = new RecordHeaders().add("__value_schema_id", bytes("99"));
      assertThat(serde.deserializer().deserialize("t", headers, (byte[]) null)).isNull();
    }
    assertThat(registry.subjects(true)).isEmpty();
  }

  @Test
  void shouldRefuseToWorkBeforeItIsConfigured() {
    assertThatThrownBy(() -> new SpecificAvroSerde<TextEvent>().serializer())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("configure");
  }
}
