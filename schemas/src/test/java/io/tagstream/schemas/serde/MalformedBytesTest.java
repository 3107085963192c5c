package io.tagstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.schemas.ModelCommand;
import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.registry.InMemoryRegistry;
import io.tagstream.schemas.registry.RegistryException;
import io.tagstream.schemas.registry.RegistryException.Reason;
import io.tagstream.schemas.serde.UnreadableBytesException.Problem;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedBytesTest {

  private static final String SCOPE = "malformed-test";
  private static final String WHOLE = "0000000001" + "044869" + "00" + "00" + "00";

  private final InMemoryRegistry registry = InMemoryRegistry.shared(SCOPE);
  private final SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>(TextEvent.class);
  private Deserializer<TextEvent> deserializer;

  @BeforeEach
  void registerContract() {
    registry.register("t-value", TextEvent.getClassSchema().toString());
    serde.configure(Map.of("schema.registry.url", "mock://" + SCOPE), false);
    deserializer = serde.deserializer();
  }

  @AfterEach
  void dropScope() {
    serde.close();
    InMemoryRegistry.drop(SCOPE);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private UnreadableBytesException failureOf(byte[] value) {
    return failureOf(new RecordHeaders(), value);
  }

  private UnreadableBytesException failureOf(Headers headers, byte[] value) {
    return catchThrowableOfType(
        UnreadableBytesException.class, () -> deserializer.deserialize("t", headers, value));
  }

  @Test
  void shouldReadTheWholeRecordThatTheOtherTestsDamage() {
    assertThat(deserializer.deserialize("t", bytes(WHOLE)).getText()).isEqualTo("Hi");
  }

  @ParameterizedTest
  @CsvSource({
    "'', no bytes at all",
    "00, 1 byte(s)",
    "000000, 3 byte(s)",
    "00000000, 4 byte(s)",
    "01, first byte 0x01",
    "7b2274657874223a224869227d, first byte 0x7b"
  })
  void shouldSayThatBytesAreNotFramed(String hex, String found) {
    UnreadableBytesException failure = failureOf(bytes(hex));
    assertThat(failure.problem()).isEqualTo(Problem.FRAME);
    assertThat(failure)
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("Value of topic 't'", "expected the magic byte 0", found)
        .hasMessageContaining("__value_schema_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "01", "00000001", "0100000001", "02000000000000000000000000000000ff"})
  void shouldSayThatTheHeaderIsNone(String hex) {
    Headers headers = new RecordHeaders().add("__value_schema_id", bytes(hex));
    UnreadableBytesException failure = failureOf(headers, bytes(WHOLE));
    assertThat(failure.problem()).isEqualTo(Problem.FRAME);
    assertThat(failure).hasMessageContainingAll("__value_schema_id", "16-byte GUID");
  }

  @Test
  void shouldSayThatTheHeaderIsNull() {
    Headers headers = new RecordHeaders().add("__value_schema_id", null);
    assertThat(failureOf(headers, bytes(WHOLE)).problem()).isEqualTo(Problem.FRAME);
  }

  @Test
  void shouldSayThatTheSchemaIsUnknown() {
    RegistryException byId =
        catchThrowableOfType(
            RegistryException.class,
            () -> deserializer.deserialize("t", bytes("0000000063044869000000")));
    assertThat(byId.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(byId).isInstanceOf(SerializationException.class).hasMessageContaining("id 99");

    UUID guid = new UUID(1, 2);
    Headers headers =
        new RecordHeaders().add("__value_schema_id", bytes("0100000000000000010000000000000002"));
    RegistryException byGuid =
        catchThrowableOfType(
            RegistryException.class, () -> deserializer.deserialize("t", headers, new byte[0]));
    assertThat(byGuid.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(byGuid).hasMessageContaining(guid.toString());
  }

  @Test
  void shouldRefuseEveryTruncation() {
    byte[] whole = bytes(WHOLE);
    for (int length = WireFormat.PREFIX_LENGTH; length < whole.length; length++) {
      UnreadableBytesException failure = failureOf(Arrays.copyOf(whole, length));
      assertThat(failure.problem()).isEqualTo(Problem.PAYLOAD);
      assertThat(failure).hasMessageContaining("TextEvent").hasMessageContaining("id 1");
    }
  }

  @Test
  void shouldRefuseBytesAfterTheRecord() {
    UnreadableBytesException failure = failureOf(bytes(WHOLE + "000102"));
    assertThat(failure.problem()).isEqualTo(Problem.PAYLOAD);
    assertThat(failure).hasMessageContaining("3 byte(s) after the record");
  }

  // Lengths are zig-zag varints: fe ff ff ff 0f is 2^31 - 1, and f2 ff ff ff 0f 2^31 - 7.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "feffffff0f4869", // text of 2 GiB
        "feffffffffffffffff014869", // text of 2^63 - 1 bytes
        "034869", // text of -2 bytes
        "044869" + "00" + "00" + "feffffff0f" + "02610262", // 2^31 - 1 attributes
        "044869" + "00" + "00" + "fdffffff0f" + "00" + "02610262", // the same with a byte count
        "044869" + "00" + "00" + "0102610262", // block count -1 without a size that fits
        "044869" + "00" + "04" + "00", // branch 2 of a union of two
        "044869" + "00" + "01" + "00", // branch -1
        "ffffffffffffffffffff4869", // a varint without end
      })
  void shouldNotBelieveLengthsThatTheBytesDoNotHold(String payload) {
    UnreadableBytesException failure = failureOf(bytes("0000000001" + payload));
    assertThat(failure.problem()).isEqualTo(Problem.PAYLOAD);
  }

  @Test
  void shouldNotBelieveLengthsOfFieldsItSkips() {
    String wider =
        TextEvent.getClassSchema()
            .toString()
            .replace(
                "\"fields\":[",
                "\"fields\":[{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"bytes\"}},");
    assertThat(registry.register("wide-value", wider).id()).isEqualTo(2);
    // An array of 2^31 - 1 byte strings, of which the first claims 2 GiB.
    UnreadableBytesException failure = failureOf(bytes("0000000002" + "feffffff0f" + "feffffff0f"));
    assertThat(failure.problem()).isEqualTo(Problem.PAYLOAD);
    // A block that says it is of -1 bytes must not be skipped backwards.
    assertThat(failureOf(bytes("0000000002" + "0101" + "00")).problem()).isEqualTo(Problem.PAYLOAD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'null'",
        "{'type':'fixed','name':'F','size':0}",
        "{'type':'record','name':'E','fields':[]}",
        "{'type':'record','name':'R','fields':[{'name':'n','type':'null'},{'name':'e','type':"
            + "{'type':'record','name':'E','fields':[]}}]}",
      })
  void shouldNotBelieveLengthsOfFieldsItSkipsWhoseItemsTakeNoBytes(String items) {
    String array = "{'type':'array','items':" + items + "}";
    String nested =
        "['null',{'type':'map','values':{'type':'record','name':'Inner','fields':["
            + "{'name':'again','type':['null','Inner']},{'name':'a','type':"
            + array
            + "}]}}]";
    for (String type : List.of(array, nested)) {
      String wider = withField("nothing", type);
      int id = registry.register("void-value", wider).id();
      registry.deleteSubject("void-value", false);
      // Would be 2,147,483,000 items in the plain case.
      byte[] value = bytes("00%08x".formatted(id) + "f0faffff0f" + "00" + "044869" + "000000");
      UnreadableBytesException failure = failureOf(value);
      assertThat(failure.problem()).isEqualTo(Problem.INCOMPATIBLE_SCHEMA);
      assertThat(failure).hasMessageContainingAll("Value of topic 't'", "TextEvent", "array");
    }
  }

  @Test
  void shouldReadArraysOfItemsThatTakeBytesAndRecordsThatHoldThemselves() {
    String tree =
        "{'type':'array','items':{'type':'record','name':'Tree','fields':["
            + "{'name':'nothing','type':'null'},"
            + "{'name':'trees','type':{'type':'array','items':'Tree'}}]}}";
    assertThat(registry.register("tree-value", withField("trees", tree)).id()).isEqualTo(2);
    byte[] value = bytes("0000000002" + "040002000000" + "044869" + "000000");
    assertThat(deserializer.deserialize("t", value).getText()).isEqualTo("Hi");
  }

  private static String withField(String name, String type) {
    return TextEvent.getClassSchema()
        .toString()
        .replace(
            "\"fields\":[",
            "\"fields\":[{\"name\":\"%s\",\"type\":%s},".formatted(name, type.replace('\'', '"')));
  }

  @Test
  void shouldReadOrRefuseWhateverComes() {
    Random random = new Random(20261121);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] value = new byte[WireFormat.PREFIX_LENGTH + random.nextInt(40)];
      random.nextBytes(value);
      System.arraycopy(bytes("0000000001"), 0, value, 0, WireFormat.PREFIX_LENGTH);
      try {
        deserializer.deserialize("t", value);
      } catch (UnreadableBytesException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(19_000, 20_000);
  }

  @Test
  void shouldSayThatTheWritersSchemaCannotBeRead() {
    String other =
        "{\"type\":\"record\",\"name\":\"Chat\",\"fields\":[{\"name\":\"body\",\"type\":\"string\"}]}";
    registry.register("chat-value", other);
    UnreadableBytesException failure = failureOf(bytes("0000000002" + "044869"));
    assertThat(failure.problem()).isEqualTo(Problem.INCOMPATIBLE_SCHEMA);
    assertThat(failure)
        .hasMessageContainingAll("io.tagstream.schemas.TextEvent", "Chat", "id 2", "/fields/0");
  }

  @Test
  void shouldSayThatAValueIsNoRecord() {
    registry.register("string-value", "\"string\"");
    assertThat(failureOf(bytes("0000000002" + "044869")).problem())
        .isEqualTo(Problem.INCOMPATIBLE_SCHEMA);
  }

  @Test
  void shouldSayThatTheWritersClassIsNotHere() {
    registry.register(
        "chat-value",
        "{\"type\":\"record\",\"name\":\"Chat\",\"namespace\":\"com.example\",\"fields\":[]}");
    try (SpecificAvroSerde<TextEvent> byName = new SpecificAvroSerde<>()) {
      byName.configure(Map.of("schema.registry.url", "mock://" + SCOPE), false);
      assertThatThrownBy(() -> byName.deserializer().deserialize("t", bytes("0000000002")))
          .isInstanceOfSatisfying(
              UnreadableBytesException.class,
              failure -> assertThat(failure.problem()).isEqualTo(Problem.INCOMPATIBLE_SCHEMA))
          .hasMessageContainingAll("com.example.Chat", "specific.avro.value.type");
    }
    try (SpecificAvroSerde<TextEvent> keys = new SpecificAvroSerde<>()) {
      keys.configure(Map.of("schema.registry.url", "mock://" + SCOPE), true);
      assertThatThrownBy(() -> keys.deserializer().deserialize("t", bytes("0000000002")))
          .isInstanceOf(UnreadableBytesException.class)
          .hasMessageContainingAll("Key of topic 't'", "specific.avro.key.type");
    }
  }

  @Test
  void shouldNotLoadAClassOnlyBecauseASchemaNamesIt() {
    registry.register(
        "evil-value",
        "{\"type\":\"record\",\"name\":\"Runtime\",\"namespace\":\"java.lang\",\"fields\":[]}");
    try (SpecificAvroSerde<TextEvent> byName = new SpecificAvroSerde<>()) {
      byName.configure(Map.of("schema.registry.url", "mock://" + SCOPE), false);
      assertThatThrownBy(() -> byName.deserializer().deserialize("t", bytes("0000000002")))
          .isInstanceOf(UnreadableBytesException.class)
          .hasMessageContaining("java.lang.Runtime");
    }
  }

  @Test
  void shouldNotRepeatDataInMessages() {
    try (SpecificAvroSerde<ModelCommand> commands = new SpecificAvroSerde<>()) {
      commands.configure(Map.of("schema.registry.url", "mock://" + SCOPE), false);
      ModelCommand withoutAction = new ModelCommand();
      withoutAction.put("id", "a secret");
      assertThatThrownBy(() -> commands.serializer().serialize("c", withoutAction))
          .isInstanceOf(SerializationException.class)
          .hasMessageContainingAll("Value of topic 'c'", "ModelCommand", "action")
          .hasMessageNotContaining("secret")
          .hasNoCause();
    }
  }
}
