package io.tagstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.schemas.registry.RegistryException.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachingSchemaRegistryClientTest {

  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final String ANSWER = "{\"id\":7,\"version\":1,\"schema\":\"\\\"string\\\"\"}";
  private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

  private final RecordingRegistry server = RecordingRegistry.start();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void stop() {
    server.close();
  }

  private SchemaRegistryClient client(Map<String, ?> configs) {
    Map<String, Object> map = new HashMap<>(configs);
    map.put("schema.registry.url", server.url());
    map.put("max.retries", 0);
    RegistryClientConfig config = new RegistryClientConfig(map);
    return new CachingSchemaRegistryClient(
        new HttpSchemaRegistryClient(new RegistryTransport(config, new RecordedPace())),
        config,
        nanos::get);
  }

  private void passSeconds(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void shouldAskOnceForWhatNeverChanges() {
    server.answer(200, ANSWER);
    SchemaRegistryClient client = client(Map.of());
    for (int i = 0; i < 3; i++) {
      client.register("s", STRING, false);
      client.idOf("s", STRING, false);
      client.byId(7, "s");
      client.byGuid(new UUID(1, 2));
      client.latest("s");
    }
    assertThat(server.received()).hasSize(5);
  }

  @Test
  void shouldAskAgainForWhatWasPushedOut() {
    server.answer(200, ANSWER);
    SchemaRegistryClient client = client(Map.of("max.schemas.per.subject", 2));
    client.byId(1, null);
    client.byId(2, null);
    client.byId(1, null);
    client.byId(3, null);
    client.byId(1, null);
    assertThat(server.received()).as("1 was used last, so 2 went").hasSize(3);
    client.byId(2, null);
    assertThat(server.received()).hasSize(4);
  }

  @Test
  void shouldAskForTheLatestVersionAgainWhenItIsOld() {
    server.answer(200, ANSWER);
    SchemaRegistryClient client = client(Map.of("latest.cache.ttl.sec", "60"));
    client.latest("s");
    passSeconds(59);
    client.latest("s");
    assertThat(server.received()).hasSize(1);
    passSeconds(1);
    client.latest("s");
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void shouldNotRememberAnUnknownIdUnlessToldTo() {
    server.answer(404, UNKNOWN).answer(200, ANSWER);
    SchemaRegistryClient client = client(Map.of());
    assertThatThrownBy(() -> client.byId(7, null)).isInstanceOf(RegistryException.class);
    assertThat(client.byId(7, null)).isEqualTo(STRING);
  }

  @Test
  void shouldRememberAnUnknownIdForAWhile() {
    server.answer(404, UNKNOWN).answer(200, ANSWER);
    SchemaRegistryClient client = client(Map.of("missing.id.cache.ttl.sec", 10));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> client.byId(7, null))
          .isInstanceOfSatisfying(
              RegistryException.class,
              failure -> assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN));
    }
    assertThat(server.received()).hasSize(1);
    passSeconds(10);
    assertThat(client.byId(7, null)).isEqualTo(STRING);
  }

  @Test
  void shouldNeverRememberThatTheRegistryWasAway() {
    server.answer(500, "").answer(200, ANSWER);
    SchemaRegistryClient client = client(Map.of("missing.id.cache.ttl.sec", 10));
    assertThatThrownBy(() -> client.byId(7, null)).isInstanceOf(RegistryException.class);
    assertThat(client.byId(7, null)).isEqualTo(STRING);
  }
}
