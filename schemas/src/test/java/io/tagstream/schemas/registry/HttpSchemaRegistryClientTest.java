package io.tagstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagstream.schemas.registry.RegistryException.Reason;
import io.tagstream.schemas.registry.SchemaRegistryClient.SubjectSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryClientTest {

  private static final Schema STRING = Schema.create(Schema.Type.STRING);
  private static final String ID_7 = "{\"id\":7}";
  private static final String STRING_ANSWER = "{\"schema\":\"\\\"string\\\"\"}";

  private final RecordingRegistry server = RecordingRegistry.start();
  private final RecordedPace pace = new RecordedPace();

  @AfterEach
  void stop() {
    server.close();
  }

  private SchemaRegistryClient client(Object... configs) {
    Map<String, Object> map = new HashMap<>();
    map.put("schema.registry.url", server.url());
    for (int i = 0; i < configs.length; i += 2) {
      map.put((String) configs[i], configs[i + 1]);
    }
    return new HttpSchemaRegistryClient(new RegistryTransport(new RegistryClientConfig(map), pace));
  }

  private RegistryException failureOf(SchemaRegistryClient client) {
    return catchThrowableOfType(RegistryException.class, () -> client.byId(5, null));
  }

  private RecordingRegistry.Received requestWith(Object... configs) {
    server.answer(200, STRING_ANSWER);
    client(configs).byId(5, null);
    return server.received().get(0);
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldRegisterAsTheProtocolSays() {
    server.answer(200, ID_7);
    assertThat(client().register("a/b c", STRING, false)).isEqualTo(7);

    RecordingRegistry.Received request = server.received().get(0);
    assertThat(request.line()).isEqualTo("POST /subjects/a%2Fb%20c/versions?normalize=false");
    assertThat(request.header("Content-type")).isEqualTo("application/vnd.schemaregistry.v1+json");
    assertThat(request.header("Accept")).startsWith("application/vnd.schemaregistry.v1+json");
    assertThat(request.header("Authorization")).isEmpty();
    assertThat(request.body()).isEqualTo("{\"schema\":\"\\\"string\\\"\"}");
  }

  @Test
  void shouldLookUpAsTheProtocolSays() {
    server.answer(200, "{\"subject\":\"s\",\"id\":7,\"version\":1,\"schema\":\"\\\"string\\\"\"}");
    assertThat(client().idOf("s", STRING, true)).isEqualTo(7);
    assertThat(server.lines()).containsExactly("POST /subjects/s?normalize=true&deleted=false");
    assertThat(server.received().get(0).body()).isEqualTo("{\"schema\":\"\\\"string\\\"\"}");
  }

  @Test
  void shouldAskForTheLatestVersionAsTheProtocolSays() {
    server.answer(200, "{\"subject\":\"s\",\"id\":7,\"version\":3,\"schema\":\"\\\"string\\\"\"}");
    assertThat(client().latest("s")).isEqualTo(new SubjectSchema(7, 3, STRING));
    assertThat(server.lines()).containsExactly("GET /subjects/s/versions/latest");
  }

  @Test
  void shouldAskForSchemasAsTheProtocolSays() {
    server.answer(200, STRING_ANSWER);
    UUID guid = UUID.fromString("89791762-2336-4186-9674-299b90a802e2");
    assertThat(client().byId(7, "s-value")).isEqualTo(STRING);
    assertThat(client().byId(7, null)).isEqualTo(STRING);
    assertThat(client().byGuid(guid)).isEqualTo(STRING);
    assertThat(server.lines())
        .containsExactly(
            "GET /schemas/ids/7?fetchMaxId=false&subject=s-value",
            "GET /schemas/ids/7?fetchMaxId=false",
            "GET /schemas/guids/" + guid);
  }

  @Test
  void shouldFetchTheSchemasThatASchemaRefersTo() {
    server
        .answer(
            200,
            """
            {"schema":"{\\"type\\":\\"record\\",\\"name\\":\\"A\\",\\"fields\\":[{\\"name\\":\\"b\\",\\"type\\":\\"B\\"}]}",
             "references":[{"name":"B","subject":"b","version":2}]}
            """)
        .answer(
            200,
            """
            {"subject":"b","version":2,"id":9,
             "schema":"{\\"type\\":\\"enum\\",\\"name\\":\\"B\\",\\"symbols\\":[\\"X\\"]}"}
            """);
    Schema schema = client().byId(7, null);
    assertThat(schema.getField("b").schema().getEnumSymbols()).containsExactly("X");
    assertThat(server.lines()).last().isEqualTo("GET /subjects/b/versions/2");
  }

  private static String referring(String name, String subject, int version) {
    return """
        {"schema":"{\\"type\\":\\"record\\",\\"name\\":\\"%s\\",\\"fields\\":[]}",
         "references":[{"name":"R","subject":"%s","version":%d}]}
        """
        .formatted(name, subject, version);
  }

  @Test
  void shouldRefuseReferencesInACircle() {
    server
        .answer(200, referring("A", "b", 1))
        .answer(200, referring("B", "c", 1))
        .answer(200, referring("C", "b", 1));
    RegistryException failure = failureOf(client());
    assertThat(failure.reason()).isEqualTo(Reason.INVALID);
    assertThat(failure).hasMessageContainingAll("Subject 'c', version 1", "circle");
    assertThat(server.received()).hasSize(3);
  }

  @Test
  void shouldRefuseReferencesWithoutEnd() {
    for (int version = 1; version < 500; version++) {
      server.answer(200, referring("A", "a", version));
    }
    assertThat(failureOf(client()).reason()).isEqualTo(Reason.INVALID);
    assertThat(server.received()).hasSizeLessThan(200);
  }

  @Test
  void shouldKeepThePathOfTheAddress() {
    server.answer(200, STRING_ANSWER);
    client("schema.registry.url", server.url() + "/apis/ccompat/v7/").byId(1, null);
    assertThat(server.lines())
        .containsExactly("GET /apis/ccompat/v7/schemas/ids/1?fetchMaxId=false");
  }

  @Test
  void shouldSendUserAndPasswordOfTheAddress() {
    String url = "http://ann:s%20ecret@127.0.0.1:" + server.port();
    RecordingRegistry.Received request = requestWith("schema.registry.url", url);
    assertThat(request.header("Authorization")).isEqualTo(basic("ann:s ecret"));
  }

  @Test
  void shouldSendConfiguredUserInfo() {
    RecordingRegistry.Received request =
        requestWith(
            "basic.auth.credentials.source",
            "USER_INFO",
            "basic.auth.user.info",
            new Password("ann:sec:ret"));
    assertThat(request.header("Authorization")).isEqualTo(basic("ann:sec:ret"));
  }

  @Test
  void shouldTakeKeysInTheRegistrysNamespace() {
    RecordingRegistry.Received request =
        requestWith(
            "schema.registry.basic.auth.credentials.source",
            "USER_INFO",
            "schema.registry.basic.auth.user.info",
            "ann:secret");
    assertThat(request.header("Authorization")).isEqualTo(basic("ann:secret"));
  }

  @Test
  void shouldInheritUserAndPasswordFromSasl() {
    RecordingRegistry.Received request =
        requestWith(
            "basic.auth.credentials.source",
            "SASL_INHERIT",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=\"ann\" password=\"se\\\"c;ret\";");
    assertThat(request.header("Authorization")).isEqualTo(basic("ann:se\"c;ret"));
  }

  @Test
  void shouldSendABearerToken() {
    RecordingRegistry.Received request =
        requestWith(
            "bearer.auth.credentials.source",
            "STATIC_TOKEN",
            "bearer.auth.token",
            "t0ken",
            "bearer.auth.logical.cluster",
            "lsrc-1",
            "bearer.auth.identity.pool.id",
            "pool-1");
    assertThat(request.header("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(request.header("Target-sr-cluster")).isEqualTo("lsrc-1");
    assertThat(request.header("Confluent-identity-pool-id")).isEqualTo("pool-1");
  }

  @Test
  void shouldAddConfiguredHeaders() {
    RecordingRegistry.Received request =
        requestWith("request.header.X-Team", "tags", "request.header.X-Trace", "1");
    assertThat(request.header("X-team")).isEqualTo("tags");
    assertThat(request.header("X-trace")).isEqualTo("1");
  }

  @Test
  void shouldGoThroughAProxy() {
    server.answer(200, STRING_ANSWER);
    client(
            "schema.registry.url",
            "http://registry.invalid:8081",
            "proxy.host",
            "127.0.0.1",
            "proxy.port",
            server.port())
        .byId(1, null);
    assertThat(server.lines())
        .containsExactly("GET http://registry.invalid:8081/schemas/ids/1?fetchMaxId=false");
  }

  @ParameterizedTest
  @CsvSource({
    "schema.registry.url, '', at least one address",
    "schema.registry.url, 'registry:8081', http",
    "schema.registry.url, 'ftp://registry:8081', https://registry.example:8081",
    "basic.auth.credentials.source, KEYCHAIN, 'URL, USER_INFO or SASL_INHERIT'",
    "basic.auth.credentials.source, USER_INFO, basic.auth.user.info",
    "basic.auth.credentials.source, SASL_INHERIT, sasl.jaas.config",
    "bearer.auth.credentials.source, OAUTHBEARER, STATIC_TOKEN",
    "bearer.auth.credentials.source, STATIC_TOKEN, bearer.auth.token",
    "request.header.Host, elsewhere, request.header.Host",
    "proxy.host, 127.0.0.1, proxy.port",
    "proxy.port, 3128, proxy.host",
    "max.retries, -1, max.retries",
    "http.read.timeout.ms, 0, http.read.timeout.ms",
    "schema.registry.ssl.provider, X, schema.registry.ssl.provider",
    "schema.registry.ssl.truststore.location, /no/such/file, /no/such/file"
  })
  void shouldRefuseAWrongKeyAndNameIt(String key, String value, String named) {
    assertThatThrownBy(() -> client(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(named);
  }

  @Test
  void shouldNotRepeatCredentialsOfAWrongAddress() {
    assertThatThrownBy(() -> client("schema.registry.url", "http://ann:secret@ bad"))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "401, 40101, FORBIDDEN, basic.auth",
    "403, 40301, FORBIDDEN, bearer.auth",
    "404, 40403, UNKNOWN, Register",
    "404, 40401, UNKNOWN, Register",
    "404, 404, INVALID, schema.registry.url",
    "409, 409, INCOMPATIBLE, default",
    "422, 42201, INVALID, schema"
  })
  void shouldTakeARefusalAsFinal(int status, int code, Reason reason, String remedy) {
    server.answer(status, "{\"error_code\":%d,\"message\":\"said so\"}".formatted(code));
    RegistryException failure = failureOf(client());
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.isTransient()).isFalse();
    assertThat(failure.httpStatus()).isEqualTo(status);
    assertThat(failure.errorCode()).isEqualTo(code);
    assertThat(failure)
        .hasMessageContainingAll("Schema with id 5", "200", "" + status, "said so", remedy);
    assertThat(server.received()).hasSize(1);
    assertThat(pace.pauses()).isEmpty();
  }

  @Test
  void shouldNotTakeAStrangersPageForAnUnknownSchema() {
    server.answer(404, "<html>no such page</html>");
    assertThat(failureOf(client()).reason()).isEqualTo(Reason.INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>welcome</html>", "[]", "{}", "", "{\"schema\":3}"})
  void shouldRefuseAnAnswerThatIsNone(String body) {
    server.answer(200, body);
    assertThat(failureOf(client()).reason()).isEqualTo(Reason.INVALID);
  }

  @Test
  void shouldSayThatASchemaIsNotAvro() {
    server.answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}");
    RegistryException failure = failureOf(client());
    assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(failure).hasMessageContaining("PROTOBUF");
  }

  @Test
  void shouldSayWhereARedirectLeads() {
    server.redirect("https://registry.example/");
    RegistryException failure = failureOf(client());
    assertThat(failure.reason()).isEqualTo(Reason.INVALID);
    assertThat(failure).hasMessageContaining("https://registry.example/");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void shouldRetryATransientAnswer(int status) {
    server.answer(status, "").answer(status, "").answer(200, STRING_ANSWER);
    assertThat(client("max.retries", 2).byId(5, null)).isEqualTo(STRING);
    assertThat(server.received()).hasSize(3);
    assertThat(pace.pauses()).hasSize(2);
  }

  @Test
  void shouldGiveUpAfterTheConfiguredRetries() {
    server.answer(503, "");
    RegistryException failure = failureOf(client("max.retries", "4"));
    assertThat(failure.reason()).isEqualTo(Reason.AWAY);
    assertThat(failure.isTransient()).isTrue();
    assertThat(failure).hasMessageContainingAll(server.url(), "503", "schema.registry.url");
    assertThat(server.received()).hasSize(5);
  }

  @Test
  void shouldWaitLongerEachTimeUpToALimit() {
    server.answer(503, "");
    failureOf(client("max.retries", 5, "retries.wait.ms", 100, "retries.max.wait.ms", 350));
    assertThat(pace.pauses()).hasSize(5);
    long[] longest = {100, 200, 350, 350, 350};
    for (int i = 0; i < longest.length; i++) {
      assertThat(pace.pauses().get(i).toMillis()).isBetween(longest[i] / 2 - 1, longest[i]);
    }
  }

  @Test
  void shouldTryTheNextAddressAndStayWithIt() throws IOException {
    server.answer(200, STRING_ANSWER);
    SchemaRegistryClient client =
        client("schema.registry.url", "http://127.0.0.1:" + closedPort() + " , " + server.url());
    assertThat(client.byId(1, null)).isEqualTo(STRING);
    assertThat(client.byId(2, null)).isEqualTo(STRING);
    assertThat(pace.pauses()).isEmpty();
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void shouldTryTheNextAddressWhenOneIsBroken() {
    try (RecordingRegistry broken = RecordingRegistry.start().answer(500, "")) {
      server.answer(200, STRING_ANSWER);
      SchemaRegistryClient client =
          client("schema.registry.url", List.of(broken.url(), server.url()));
      client.byId(1, null);
      client.byId(2, null);
      assertThat(broken.received()).as("the one that answered is asked first").hasSize(1);
    }
  }

  @Test
  void shouldSayThatNobodyAnswers() throws IOException {
    int port = closedPort();
    RegistryException failure =
        failureOf(client("schema.registry.url", "http://127.0.0.1:" + port));
    assertThat(failure.reason()).isEqualTo(Reason.AWAY);
    assertThat(failure.httpStatus()).isZero();
    assertThat(failure).hasMessageContaining(Integer.toString(port));
    assertThat(pace.pauses()).hasSize(3);
  }

  @Test
  void shouldNotWaitForEverForAnAnswer() {
    server.answer(200, STRING_ANSWER).getStuck();
    RegistryException failure =
        failureOf(
            client("max.retries", 1, "http.read.timeout.ms", 50, "http.connect.timeout.ms", 1000));
    assertThat(failure.reason()).isEqualTo(Reason.AWAY);
    assertThat(failure).hasMessageContaining("1050 ms");
    assertThat(pace.pauses()).hasSize(1);
  }

  @Test
  void shouldNotRetryForEver() {
    server.answer(503, "");
    RegistryException failure =
        failureOf(
            client(
                "max.retries",
                1000,
                "retries.wait.ms",
                20_000,
                "http.read.timeout.ms",
                10_000,
                "http.connect.timeout.ms",
                10_000));
    assertThat(failure.reason()).isEqualTo(Reason.AWAY);
    assertThat(failure).hasMessageContainingAll("90000 ms", "503");
    Duration paused = pace.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(paused).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(90));
  }

  @Test
  void shouldNotTryForEverWhereNobodyAnswers() {
    server.answer(200, STRING_ANSWER).getStuck();
    pace.passAtLooks(Stream.generate(() -> Duration.ofSeconds(20)));
    RegistryException failure =
        failureOf(
            client(
                "max.retries",
                50,
                "retries.wait.ms",
                0,
                "http.read.timeout.ms",
                50,
                "http.connect.timeout.ms",
                50));
    assertThat(failure.reason()).isEqualTo(Reason.AWAY);
    assertThat(failure).hasMessageContainingAll(server.url(), "schema.registry.url");
    assertThat(server.received()).hasSizeBetween(1, 9);
  }

  @Test
  void shouldLeaveTimeForTheNextAddressWhenOneGetsStuck() {
    try (RecordingRegistry stuck = RecordingRegistry.start().answer(200, STRING_ANSWER)) {
      stuck.getStuck();
      server.answer(200, STRING_ANSWER);
      // Of the 120 s of the default timeouts only 3 are left when the first address is tried.
      pace.passAtLooks(Stream.of(Duration.ZERO, Duration.ofSeconds(117)));
      SchemaRegistryClient client =
          client("schema.registry.url", List.of(stuck.url(), server.url()), "max.retries", 0);
      assertThat(client.byId(5, null)).isEqualTo(STRING);
    }
  }

  @Test
  void shouldLeaveAnInterruptedThreadInterrupted() {
    server.answer(200, STRING_ANSWER).getStuck();
    SchemaRegistryClient client = client();
    Thread.currentThread().interrupt();
    assertThat(failureOf(client).reason()).isEqualTo(Reason.AWAY);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
