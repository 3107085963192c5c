package io.tagstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.registry.InMemoryRegistry;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredSerdesTest {

  /** A serde as somebody else would bring it. */
  public static class ForeignSerde implements Serde<String> {
    private String seen = "";

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
      seen = isKey + " " + configs.get("colour");
    }

    @Override
    public Serializer<String> serializer() {
      return Serdes.String().serializer();
    }

    @Override
    public Deserializer<String> deserializer() {
      return Serdes.String().deserializer();
    }
  }

  /** Has no constructor that could be called. */
  public static final class Unmakeable extends ForeignSerde {
    public Unmakeable(int size) {
      assertThat(size).isPositive();
    }
  }

  /** Cannot be made. */
  public static final class Failing extends ForeignSerde {
    public Failing() {
      throw new IllegalStateException("no licence");
    }
  }

  private static Serde<String> load(String className) {
    return ConfiguredSerdes.ofClassName(className, Map.of("colour", "red"), true);
  }

  @Test
  void shouldMakeAndConfigureTheNamedClass() {
    try (Serde<String> serde = load(ForeignSerde.class.getName())) {
      assertThat(serde)
          .isInstanceOfSatisfying(
              ForeignSerde.class, foreign -> assertThat(foreign.seen).isEqualTo("true red"));
    }
  }

  @Test
  void shouldMakeTagstreamsOwn() {
    Map<String, ?> configs = Map.of("schema.registry.url", "mock://configured-serdes-test");
    TextEvent event = TextEvent.newBuilder().setText("Hi").build();
    try (Serde<TextEvent> serde =
        ConfiguredSerdes.ofClassName(SpecificAvroSerde.class.getName(), configs, false)) {
      byte[] bytes = serde.serializer().serialize("t", event);
      assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(event);
    }
    InMemoryRegistry.drop("configured-serdes-test");
  }

  @ParameterizedTest
  @CsvSource({
    "io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde, kafka-streams-avro-serde",
    "java.lang.Object, does not implement org.apache.kafka.common.serialization.Serde",
    "io.tagstream.schemas.serde.ConfiguredSerdesTest$Unmakeable, no public constructor",
    "io.tagstream.schemas.serde.ConfiguredSerdesTest$Failing, no licence"
  })
  void shouldSayWhyAClassIsNoSerde(String className, String reason) {
    assertThatThrownBy(() -> load(className))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(className)
        .hasMessageContaining(reason);
  }

  @Test
  void shouldPassOnWhatConfiguringThrows() {
    assertThatThrownBy(
            () -> ConfiguredSerdes.ofClassName(SpecificAvroSerde.class.getName(), Map.of(), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void shouldVerifyClassWithoutConfiguringIt() {
    // It would ask for schema.registry.url.
    ConfiguredSerdes.verify(SpecificAvroSerde.class.getName());

    assertThatThrownBy(() -> ConfiguredSerdes.verify(Unmakeable.class.getName()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("Unmakeable", "constructor");
  }
}
