package io.tagstream.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.TaggedText;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys, their defaults and their checks. */
class TaggingConfigTest {

  @Test
  void shouldHaveTheseDefaults() {
    TaggingConfig config = new TaggingConfig(Map.of());

    assertThat(config.inputTopics()).containsExactly("text-events");
    assertThat(config.inputFormat()).isEqualTo(InputFormat.AVRO);
    assertThat(config.inputJsonText().configured()).isEqualTo("text");
    assertThat(config.inputJsonAttributes()).isEmpty();
    assertThat(config.inputJsonLanguage()).isEmpty();
    assertThat(config.inputJsonEndOfStream()).isEmpty();
    assertThat(config.outputTopic()).isEqualTo("tagged-text");
    assertThat(config.outputText()).isTrue();
    assertThat(config.outputScores()).isFalse();
    assertThat(config.deadLetterTopic()).isEqualTo("dead-letters");
    assertThat(config.models())
        .isEqualTo(
            new ModelSettings(
                "assistant",
                Optional.of("model-control"),
                "model-status",
                List.of(),
                List.of(),
                Path.of(System.getProperty("java.io.tmpdir"), "tagstream-models"),
                2L << 30,
                512L << 20,
                2,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Set.of("default"),
                Optional.empty(),
                Optional.empty()));
    assertThat(config.textMaxCodePoints()).isEqualTo(20_000);
    assertThat(config.timestampMaxAhead()).isEqualTo(Duration.ofHours(1));
    assertThat(SpeculationSettings.of(Map.of()))
        .isEqualTo(new SpeculationSettings(true, 1, 64, 64L * 1024 * 1024));
    assertThat(config.getString(TaggingConfig.SERDE_CLASS))
        .isEqualTo(SpecificAvroSerde.class.getName());
    assertThat(config.streams())
        .isEqualTo(
            new StreamSettings(
                StreamMode.NONE,
                OptionalInt.empty(),
                0,
                ModelChange.REENCODE,
                false,
                Duration.ofHours(24),
                StateStorage.ROCKSDB,
                true,
                StatePrecision.FLOAT));
  }

  @Test
  void shouldReadTheseKeys() {
    Map<String, String> settings =
        Map.ofEntries(
            Map.entry("tagstream.input.topics", "chat, mail"),
            Map.entry("tagstream.input.format", "json"),
            Map.entry("tagstream.input.json.text", "message.body"),
            Map.entry("tagstream.input.json.attributes", "/meta"),
            Map.entry("tagstream.input.json.language", "meta.lang"),
            Map.entry("tagstream.input.json.end.of.stream", "call.over"),
            Map.entry("tagstream.input.second.attribute", ""),
            Map.entry("tagstream.output.topic", "tags"),
            Map.entry("tagstream.output.text", "false"),
            Map.entry("tagstream.output.scores", "true"),
            Map.entry("tagstream.dead.letter.topic", "lost"),
            Map.entry("tagstream.model.bundle", "/models/mine.tar.gz"),
            Map.entry("tagstream.model.control.topic", ""),
            Map.entry("tagstream.model.status.topic", "answers"),
            Map.entry("tagstream.model.sources", "file:///models, https://models.example.com"),
            Map.entry("tagstream.model.trusted.keys", "release.pem"),
            Map.entry("tagstream.model.cache.dir", "/var/cache/models"),
            Map.entry("tagstream.model.cache.bytes", "1000"),
            Map.entry("tagstream.model.max.bytes", "100"),
            Map.entry("tagstream.model.resident", "0"),
            Map.entry("tagstream.model.lead", "PT5S"),
            Map.entry("tagstream.model.wait", "PT1S"),
            Map.entry("tagstream.model.routes", "default, german"),
            Map.entry("tagstream.model.route.header", "route"),
            Map.entry("tagstream.model.route.attribute", "lang"),
            Map.entry("tagstream.stream.model.change", "reset"),
            Map.entry("tagstream.stream.mode", "fragment"),
            Map.entry("tagstream.stream.right.context", "8"),
            Map.entry("tagstream.stream.delay", "2"),
            Map.entry("tagstream.stream.allow.duplicates", "true"),
            Map.entry("tagstream.state.ttl", "PT10M"),
            Map.entry("tagstream.state.store", "memory"),
            Map.entry("tagstream.state.caching", "false"),
            Map.entry("tagstream.state.precision", "half"),
            Map.entry("tagstream.speculation.enabled", "false"),
            Map.entry("tagstream.speculation.threads", "3"),
            Map.entry("tagstream.speculation.batch.size", "16"),
            Map.entry("tagstream.speculation.buffer.bytes", "4096"),
            Map.entry("tagstream.text.max.code.points", "500"),
            Map.entry("tagstream.timestamp.max.ahead", "PT30S"),
            Map.entry("tagstream.serde.class", Serdes.ByteArraySerde.class.getName()));
    TaggingConfig config = new TaggingConfig(settings);

    assertThat(TaggingConfig.definition().names()).isEqualTo(settings.keySet());
    assertThat(config.inputTopics()).containsExactly("chat", "mail");
    assertThat(config.inputFormat()).isEqualTo(InputFormat.JSON);
    assertThat(config.inputJsonText().pointer()).hasToString("/message/body");
    assertThat(config.inputJsonAttributes().orElseThrow().pointer()).hasToString("/meta");
    assertThat(config.inputJsonLanguage().orElseThrow().pointer()).hasToString("/meta/lang");
    assertThat(config.inputJsonEndOfStream().orElseThrow().pointer()).hasToString("/call/over");
    assertThat(config.outputTopic()).isEqualTo("tags");
    assertThat(config.outputText()).isFalse();
    assertThat(config.outputScores()).isTrue();
    assertThat(config.deadLetterTopic()).isEqualTo("lost");
    assertThat(config.models())
        .isEqualTo(
            new ModelSettings(
                "/models/mine.tar.gz",
                Optional.empty(),
                "answers",
                List.of("file:///models", "https://models.example.com"),
                List.of(Path.of("release.pem")),
                Path.of("/var/cache/models"),
                1000,
                100,
                0,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Set.of("default", "german"),
                Optional.of("route"),
                Optional.of("lang")));
    assertThat(config.textMaxCodePoints()).isEqualTo(500);
    assertThat(config.timestampMaxAhead()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.streams())
        .isEqualTo(
            new StreamSettings(
                StreamMode.FRAGMENT,
                OptionalInt.of(8),
                2,
                ModelChange.RESET,
                true,
                Duration.ofMinutes(10),
                StateStorage.MEMORY,
                false,
                StatePrecision.HALF));
    assertThat(SpeculationSettings.of(settings))
        .isEqualTo(new SpeculationSettings(false, 3, 16, 4096));
    assertThat(config.newValueSerde(TaggedText.class)).isInstanceOf(Serdes.ByteArraySerde.class);
  }

  @Test
  void shouldPassKeysOfOthersThrough() {
    Map<String, String> settings = new HashMap<>();
    settings.put("schema.registry.url", "http://localhost:8081");
    settings.put("producer.linger.ms", "5");
    settings.put("anything", "else");

    assertThat(new TaggingConfig(settings).originals()).containsAllEntriesOf(settings);
  }

  @Test
  void shouldDocumentEveryKey() {
    assertThat(TaggingConfig.definition().configKeys().values())
        .allSatisfy(
            key -> {
              assertThat(key.name).startsWith(TaggingConfig.PREFIX);
              assertThat(key.documentation).endsWith(".").hasSizeGreaterThan(40);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "tagstream.input.topic, tagstream.input.topics",
    "tagstream.ouput.topic, tagstream.output.topic",
    "tagstream.deadletter.topic, tagstream.dead.letter.topic",
    "tagstream.max.code.points, tagstream.text.max.code.points",
    "tagstream.model.bundel, tagstream.model.bundle",
    "tagstream.INPUT.FORMAT, tagstream.input.format",
  })
  void shouldNameNearestKeyForUnknownOne(String unknown, String nearest) {
    assertThatThrownBy(() -> new TaggingConfig(Map.of(unknown, "x")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Unknown configuration " + unknown)
        .hasMessageContaining("did you mean " + nearest + "?");
  }

  @ParameterizedTest
  @CsvSource({
    "tagstream.input.topics, '', must not be empty",
    "tagstream.input.format, xml, 'avro, json, text'",
    "tagstream.input.json.text, a..b, a field path such as message.body",
    "tagstream.input.json.text, '', a field path such as message.body",
    "tagstream.input.json.attributes, a., or nothing",
    "tagstream.output.topic, '', non-empty",
    "tagstream.output.text, perhaps, true or false",
    "tagstream.model.bundle, '', non-empty",
    "tagstream.model.status.topic, '', non-empty",
    "tagstream.model.cache.bytes, 0, at least 1",
    "tagstream.model.max.bytes, 0, at least 1",
    "tagstream.model.resident, -1, at least 0",
    "tagstream.model.lead, 2s, ISO-8601 duration",
    "tagstream.model.wait, -PT1S, at least PT0S",
    "tagstream.model.routes, german, 'default'",
    "tagstream.model.routes, 'default,german', tagstream.model.route.header",
    "tagstream.model.routes, 'default,default', once",
    "tagstream.stream.model.change, drain, 'reencode, reset'",
    "tagstream.speculation.enabled, perhaps, true or false",
    "tagstream.speculation.threads, -1, at least 0",
    "tagstream.speculation.threads, 65, no more than 64",
    "tagstream.speculation.batch.size, 0, at least 1",
    "tagstream.speculation.buffer.bytes, 1023, at least 1024",
    "tagstream.text.max.code.points, 0, at least 1",
    "tagstream.text.max.code.points, many, Not a number",
    "tagstream.timestamp.max.ahead, 3600000, PT1H",
    "tagstream.timestamp.max.ahead, -PT1S, at least PT0S",
    "tagstream.timestamp.max.ahead, PT9223372036854775807S, ISO-8601 duration",
    "tagstream.input.json.end.of.stream, .a, or nothing",
    "tagstream.serde.class, no.such.Class, no such class on the class path",
    "tagstream.serde.class, no.such.Class, kafka-streams-avro-serde",
    "tagstream.serde.class, java.lang.String, not implement org.apache.kafka",
    "tagstream.serde.class, java.lang.Number, constructor",
    "tagstream.stream.mode, turn, 'none, utterance, fragment'",
    "tagstream.stream.right.context, -2, at least -1",
    "tagstream.stream.right.context, 513, no more than 512",
    "tagstream.stream.delay, 65, no more than 64",
    "tagstream.stream.delay, -1, at least 0",
    "tagstream.stream.delay, 1, 'only tagstream.stream.mode=fragment'",
    "tagstream.stream.allow.duplicates, maybe, true or false",
    "tagstream.state.ttl, 24h, ISO-8601",
    "tagstream.state.store, disk, 'rocksdb, memory'",
    "tagstream.state.caching, 1, true or false",
    "tagstream.state.precision, double, 'float, half'",
    "tagstream.output.topic, text-events, not among tagstream.input.topics",
    "tagstream.dead.letter.topic, text-events, not among tagstream.input.topics",
    "tagstream.dead.letter.topic, tagged-text, another topic than tagstream.output.topic",
  })
  void shouldSayWhatWasExpectedOfWrongValue(String key, String value, String expected) {
    assertThatThrownBy(() -> new TaggingConfig(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(expected);
  }

  @Test
  void shouldRefuseDelayOfTagsThatAreFinal() {
    assertThatThrownBy(
            () ->
                new TaggingConfig(
                    Map.of("tagstream.stream.mode", "utterance", "tagstream.stream.delay", "1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("tagstream.stream.delay", "found utterance");
  }

  @Test
  void shouldNameSerdeThatCannotBeMade() {
    String serde = Serdes.WrapperSerde.class.getName();

    assertThatThrownBy(() -> new TaggingConfig(Map.of(TaggingConfig.SERDE_CLASS, serde)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(TaggingConfig.SERDE_CLASS)
        .hasMessageContaining("constructor without parameters");
  }

  @Test
  void shouldNameSerdeWhoseJarsAreMissing() {
    assertThatThrownBy(
            () -> new TaggingConfig(Map.of(TaggingConfig.SERDE_CLASS, HalfSerde.class.getName())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(TaggingConfig.SERDE_CLASS)
        .hasMessageContaining("something it needs is not on the class path");
  }

  /** As a serde whose own jar is there and one it needs is not. */
  public static final class HalfSerde extends Serdes.WrapperSerde<byte[]> {
    static {
      failToLink();
    }

    public HalfSerde() {
      super(new ByteArraySerializer(), new ByteArrayDeserializer());
    }

    private static void failToLink() {
      throw new NoClassDefFoundError("io/confluent/kafka/schemaregistry/Client");
    }
  }
}
