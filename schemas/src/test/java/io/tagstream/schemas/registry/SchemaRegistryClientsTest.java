package io.tagstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.TextEvent;
import io.tagstream.schemas.serde.SpecificAvroSerde;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryClientsTest {

  private static final TextEvent EVENT = TextEvent.newBuilder().setText("Hi").build();

  private final RecordingRegistry server = RecordingRegistry.start().answer(200, "{\"id\":7}");

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, Object> configs(Object... more) {
    Map<String, Object> configs = new HashMap<>();
    configs.put("schema.registry.url", server.url());
    for (int i = 0; i < more.length; i += 2) {
      configs.put((String) more[i], more[i + 1]);
    }
    return configs;
  }

  private SpecificAvroSerde<TextEvent> usedSerde(Object... more) {
    SpecificAvroSerde<TextEvent> serde = new SpecificAvroSerde<>();
    serde.configure(configs(more), false);
    serde.serializer().serialize("t", EVENT);
    return serde;
  }

  @Test
  void shouldShareOneClientAmongSerdesOfTheSameSettings() {
    List<SpecificAvroSerde<TextEvent>> serdes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      serdes.add(usedSerde("client.id", "task-" + i));
    }
    assertThat(server.received()).as("what one was told, all know").hasSize(1);

    serdes.subList(1, 100).forEach(SpecificAvroSerde::close);
    serdes.get(1).close();
    usedSerde().close();
    assertThat(server.received()).as("the first still has the client").hasSize(1);

    serdes.get(0).close();
    usedSerde().close();
    assertThat(server.received()).as("the last has closed it").hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "max.retries, 1",
    "http.read.timeout.ms, 59000",
    "request.header.X-Team, tags",
    "schema.registry.ssl.protocol, TLSv1.3",
    "sasl.jaas.config, PlainLoginModule required username=ann password=secret;",
    "basic.auth.user.info, ann:secret"
  })
  void shouldNotShareAClientAmongDifferentSettings(String key, String value) {
    try (SpecificAvroSerde<TextEvent> one = usedSerde();
        SpecificAvroSerde<TextEvent> other = usedSerde(key, value)) {
      assertThat(server.received()).hasSize(2);
      other.serializer().serialize("t", EVENT);
      one.serializer().serialize("t", EVENT);
    }
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void shouldShareAClientWhereTheSameSettingsAreSaidInAnotherWay() {
    try (SpecificAvroSerde<TextEvent> one =
            usedSerde("max.retries", 2, "basic.auth.user.info", new Password("ann:secret"));
        SpecificAvroSerde<TextEvent> other =
            usedSerde("schema.registry.max.retries", "2", "basic.auth.user.info", "ann:secret")) {
      assertThat(other).isNotSameAs(one);
    }
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void shouldKeepNoClientOfASerdeThatCouldNotBeConfigured() {
    SpecificAvroSerde<TextEvent> wrong = new SpecificAvroSerde<>();
    Map<String, Object> configs = configs("value.subject.name.strategy", "com.example.Mine");
    assertThatThrownBy(() -> wrong.configure(configs, false)).isInstanceOf(ConfigException.class);
    usedSerde().close();
    usedSerde().close();
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void shouldRememberWhatAMockWasTold() {
    InMemoryRegistry registry = InMemoryRegistry.shared("clients-test");
    Schema schema = TextEvent.getClassSchema();
    try (SchemaRegistryClient client =
        SchemaRegistryClients.of(Map.of("schema.registry.url", "mock://clients-test"))) {
      int id = client.register("s", schema, false);
      registry.deleteSubject("s", false);
      assertThat(client.register("s", schema, false)).isEqualTo(id);
      assertThat(registry.subjects(false)).as("the second time nothing was asked").isEmpty();
    } finally {
      InMemoryRegistry.drop("clients-test");
    }
  }
}
