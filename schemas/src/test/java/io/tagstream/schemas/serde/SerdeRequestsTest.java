package io.tagstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.registry.RecordingRegistry;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of the serde and the request it causes. */
class SerdeRequestsTest {

  private static final TextEvent EVENT = TextEvent.newBuilder().setText("Hi").build();
  private static final String PAYLOAD = "044869" + "00" + "00" + "00";
  private static final String OWN = TextEvent.getClassSchema().toString();

  private final RecordingRegistry server = RecordingRegistry.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private SpecificAvroSerde<TextEvent> serde(boolean isKey, Object... configs) {
    Map<String, Object> map = new HashMap<>();
    map.put("schema.registry.url", server.url());
    map.put("max.retries", 0);
    for (int i = 0; i < configs.length; i += 2) {
      map.put((String) configs[i], configs[i + 1]);
    }
    SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>();
    serde.configure(map, isKey);
    return serde;
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String answer(int id, String schema) {
    return "{\"id\":%d,\"version\":1,\"schema\":%s}".formatted(id, json(schema));
  }

  private String written(Object... configs) {
    try (SpecificAvroSerde<TextEvent> serde = serde(false, configs)) {
      byte[] first = serde.serializer().serialize("t", EVENT);
      assertThat(serde.serializer().serialize("t", EVENT)).isEqualTo(first);
      return HexFormat.of().formatHex(first);
    }
  }

  @Test
  void shouldRegisterOnceByDefault() {
    server.answer(200, "{\"id\":258}");
    assertThat(written()).isEqualTo("0000000102" + PAYLOAD);
    assertThat(server.lines()).containsExactly("POST /subjects/t-value/versions?normalize=false");
    assertThat(server.received().get(0).body()).isEqualTo("{\"schema\":" + json(OWN) + "}");
  }

  @Test
  void shouldAskTheRegistryToNormalize() {
    server.answer(200, "{\"id\":1}");
    written("normalize.schemas", true);
    written("normalize.schemas", "true", "auto.register.schemas", "false");
    assertThat(server.lines())
        .containsExactly(
            "POST /subjects/t-value/versions?normalize=true",
            "POST /subjects/t-value?normalize=true&deleted=false");
  }

  @Test
  void shouldOnlyLookUpIfToldNotToRegister() {
    server.answer(200, answer(3, OWN));
    assertThat(written("auto.register.schemas", false)).isEqualTo("0000000003" + PAYLOAD);
    assertThat(server.lines())
        .containsExactly("POST /subjects/t-value?normalize=false&deleted=false");
  }

  @Test
  void shouldWriteWithTheLatestVersion() {
    // The latest version has the fields in another order and one more.
    String latest =
        """
        {"type":"record","name":"TextEvent","namespace":"io.tagstream.schemas","fields":[
          {"name":"channel","type":"string","default":"-"},
          {"name":"attributes","type":{"type":"map","values":"string"},"default":{}},
          {"name":"text","type":"string"}]}
        """;
    server.answer(200, answer(4, latest.replace("\n", "")));
    assertThat(written("auto.register.schemas", false, "use.latest.version", true))
        .isEqualTo("0000000004" + "022d" + "00" + "044869");
    assertThat(server.lines()).containsExactly("GET /subjects/t-value/versions/latest");
  }

  @Test
  void shouldLetRegisteringGoBeforeTheLatestVersion() {
    server.answer(200, "{\"id\":1}");
    written("use.latest.version", true, "use.schema.id", 5);
    assertThat(server.lines()).containsExactly("POST /subjects/t-value/versions?normalize=false");
  }

  @Test
  void shouldRefuseALatestVersionThatCannotReadTheData() {
    String latest =
        "{\"type\":\"record\",\"name\":\"TextEvent\",\"namespace\":\"io.tagstream.schemas\","
            + "\"fields\":[{\"name\":\"text\",\"type\":\"int\"}]}";
    server.answer(200, answer(4, latest));
    assertThatThrownBy(() -> written("auto.register.schemas", false, "use.latest.version", true))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("t-value", "TYPE_MISMATCH", "latest.compatibility.strict");
  }

  @Test
  void shouldLetEveryRecordDecideIfNotStrict() {
    // The latest version wants a language, which not every event has.
    String latest =
        "{\"type\":\"record\",\"name\":\"TextEvent\",\"namespace\":\"io.tagstream.schemas\","
            + "\"fields\":[{\"name\":\"text\",\"type\":\"string\"},"
            + "{\"name\":\"language\",\"type\":\"string\"}]}";
    server.answer(200, answer(4, latest));
    Object[] configs = {
      "auto.register.schemas", false,
      "use.latest.version", true,
      "latest.compatibility.strict", false
    };
    try (SpecificAvroSerde<TextEvent> serde = serde(false, configs)) {
      TextEvent english = TextEvent.newBuilder(EVENT).setLanguage("en").build();
      assertThat(serde.serializer().serialize("t", english))
          .asHexString()
          .isEqualToIgnoringCase("0000000004" + "044869" + "04656e");
      assertThatThrownBy(() -> serde.serializer().serialize("t", EVENT))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("TextEvent");
    }
  }

  @Test
  void shouldWriteWithTheSchemaOfAnId() {
    server.answer(200, "{\"schema\":" + json(OWN) + "}");
    assertThat(written("auto.register.schemas", false, "use.schema.id", "5"))
        .isEqualTo("0000000005" + PAYLOAD);
    assertThat(server.lines())
        .containsExactly("GET /schemas/ids/5?fetchMaxId=false&subject=t-value");
  }

  @ParameterizedTest
  @CsvSource({
    "io.confluent.kafka.serializers.subject.TopicNameStrategy, t-value, t-key",
    "TopicNameStrategy, t-value, t-key",
    "io.confluent.kafka.serializers.subject.RecordNameStrategy, %1$s, %1$s",
    "RecordNameStrategy, %1$s, %1$s",
    "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy, t-%1$s, t-%1$s",
    "TopicRecordNameStrategy, t-%1$s, t-%1$s"
  })
  void shouldNameTheSubject(String strategy, String valueSubject, String keySubject) {
    server.answer(200, "{\"id\":1}");
    String name = TextEvent.class.getName();
    try (SpecificAvroSerde<TextEvent> values =
        serde(false, "value.subject.name.strategy", strategy)) {
      values.serializer().serialize("t", EVENT);
    }
    try (SpecificAvroSerde<TextEvent> keys = serde(true, "key.subject.name.strategy", strategy)) {
      keys.serializer().serialize("t", EVENT);
    }
    assertThat(server.lines())
        .containsExactly(
            "POST /subjects/" + valueSubject.formatted(name) + "/versions?normalize=false",
            "POST /subjects/" + keySubject.formatted(name) + "/versions?normalize=false");
  }

  @Test
  void shouldNameTheSubjectWhenReadingOnlyIfItIsKnown() {
    server.answer(200, "{\"schema\":" + json(OWN) + "}");
    byte[] value = HexFormat.of().parseHex("0000000009" + PAYLOAD);
    try (SpecificAvroSerde<TextEvent> byTopic = serde(false)) {
      assertThat(byTopic.deserializer().deserialize("t", value)).isEqualTo(EVENT);
      assertThat(byTopic.deserializer().deserialize("t", value)).isEqualTo(EVENT);
    }
    try (SpecificAvroSerde<TextEvent> byRecord =
        serde(false, "value.subject.name.strategy", "RecordNameStrategy")) {
      assertThat(byRecord.deserializer().deserialize("t", value)).isEqualTo(EVENT);
    }
    assertThat(server.lines())
        .containsExactly(
            "GET /schemas/ids/9?fetchMaxId=false&subject=t-value",
            "GET /schemas/ids/9?fetchMaxId=false");
  }

  @Test
  void shouldReadIntoTheConfiguredClass() {
    Schema chat =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"Chat\",\"namespace\":\"com.example\",\"fields\":["
                    + "{\"name\":\"room\",\"type\":\"int\"},{\"name\":\"text\",\"type\":\"string\"}]}");
    server.answer(200, "{\"schema\":" + json(chat.toString()) + "}");
    byte[] bytes = HexFormat.of().parseHex("0000000009" + "0e" + "044869");
    for (Object type : List.of(TextEvent.class, TextEvent.class.getName())) {
      try (SpecificAvroSerde<TextEvent> values = serde(false, "specific.avro.value.type", type);
          SpecificAvroSerde<TextEvent> keys = serde(true, "specific.avro.key.type", type)) {
        assertThat(values.deserializer().deserialize("t", bytes)).isEqualTo(EVENT);
        assertThat(keys.deserializer().deserialize("t", bytes)).isEqualTo(EVENT);
      }
    }
  }

  @Test
  void shouldMakeNoRequestBeforeItIsUsed() {
    serde(false, "specific.avro.reader", "false", "avro.use.logical.type.converters", "true")
        .close();
    assertThat(server.received()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "value.subject.name.strategy, com.example.MyStrategy",
    "auto.register.schemas, perhaps",
    "use.schema.id, first",
    "specific.avro.value.type, com.example.Nowhere",
    "specific.avro.value.type, java.lang.String"
  })
  void shouldRefuseAWrongKeyAndNameIt(String key, String value) {
    assertThatThrownBy(() -> serde(false, key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(key, value);
  }
}
