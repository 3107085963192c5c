package io.tagstream.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.schemas.TextEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRegistryTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTE =
      "{\"type\":\"record\",\"name\":\"Note\",\"fields\":[{\"name\":\"text\",\"type\":\"string\"}]}";
  private static final String NOTE_WITH_AUTHOR =
      NOTE.replace("]}", ",{\"name\":\"author\",\"type\":\"string\"}]}");

  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedRegistry registry;

  @BeforeEach
  void start() {
    registry = EmbeddedRegistry.start(0, null);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private record Answer(int status, JsonNode body) {}

  private Answer call(String method, String path, Object body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(registry.url() + path))
              .method(
                  method,
                  body.equals("")
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(
                          body instanceof String text ? text : JSON.writeValueAsString(body)))
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/vnd.schemaregistry.v1+json");
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode get(String path) {
    Answer answer = call("GET", path, "");
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.body();
  }

  private JsonNode register(String subject, String schema) {
    Answer answer = call("POST", "/subjects/" + subject + "/versions", Map.of("schema", schema));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void shouldAnswerEveryQuestionAboutARegisteredSchema() throws Exception {
    String text = TextEvent.getClassSchema().toString();
    JsonNode registered = register("text-events-value", text);
    assertThat(registered.path("id").intValue()).isEqualTo(1);
    String guid = registered.path("guid").textValue();

    assertThat(get("/")).isEmpty();
    assertThat(get("/subjects").toString()).isEqualTo("[\"text-events-value\"]");
    assertThat(get("/subjects/text-events-value/versions").toString()).isEqualTo("[1]");
    for (String version : new String[] {"1", "latest", "-1"}) {
      JsonNode entry = get("/subjects/text-events-value/versions/" + version);
      assertThat(entry.path("subject").textValue()).isEqualTo("text-events-value");
      assertThat(entry.path("version").intValue()).isEqualTo(1);
      assertThat(entry.path("id").intValue()).isEqualTo(1);
      assertThat(entry.path("guid").textValue()).isEqualTo(guid);
      assertThat(new Schema.Parser().parse(entry.path("schema").textValue()))
          .isEqualTo(TextEvent.getClassSchema());
    }
    assertThat(get("/subjects/text-events-value/versions/1/schema")).isEqualTo(JSON.readTree(text));
    assertThat(get("/subjects/text-events-value/versions/1/referencedby")).isEmpty();
    assertThat(get("/schemas/ids/1").path("schema").textValue()).isEqualTo(text);
    assertThat(get("/schemas/ids/1").has("maxId")).isFalse();
    assertThat(get("/schemas/ids/1?fetchMaxId=true").path("maxId").intValue()).isEqualTo(1);
    assertThat(get("/schemas/ids/1/schema")).isEqualTo(JSON.readTree(text));
    assertThat(get("/schemas/ids/1/subjects").toString()).isEqualTo("[\"text-events-value\"]");
    assertThat(get("/schemas/ids/1/versions").path(0).path("version").intValue()).isEqualTo(1);
    assertThat(get("/schemas/guids/" + guid).path("schema").textValue()).isEqualTo(text);
    assertThat(get("/schemas/types").toString()).isEqualTo("[\"AVRO\"]");
    assertThat(get("/schemas?latestOnly=true&subjectPrefix=text-")).hasSize(1);
    assertThat(get("/schemas?subjectPrefix=other-")).isEmpty();
    assertThat(get("/contexts").toString()).isEqualTo("[\".\"]");
    assertThat(get("/mode").path("mode").textValue()).isEqualTo("READWRITE");
  }

  @Test
  void shouldLookUpASchemaWithoutRegisteringIt() {
    register("a", NOTE);
    Answer found = call("POST", "/subjects/a?normalize=false", Map.of("schema", NOTE));
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body().path("version").intValue()).isEqualTo(1);
    Answer unknown = call("POST", "/subjects/a", Map.of("schema", NOTE_WITH_AUTHOR));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().path("error_code").intValue()).isEqualTo(40403);
    assertThat(get("/subjects/a/versions").toString()).isEqualTo("[1]");
  }

  @Test
  void shouldTakeSubjectsWithAnySign() {
    register("a%2Fb%20c+d%C3%A9", NOTE);
    assertThat(get("/subjects").path(0).textValue()).isEqualTo("a/b c+d\u00e9");
    assertThat(get("/subjects/a%2Fb%20c+d%C3%A9/versions").toString()).isEqualTo("[1]");
  }

  @Test
  void shouldKeepAndCheckCompatibility() {
    register("a", NOTE);
    assertThat(get("/config").path("compatibilityLevel").textValue()).isEqualTo("BACKWARD");
    assertThat(call("GET", "/config/a", "").body().path("error_code").intValue()).isEqualTo(40408);
    assertThat(get("/config/a?defaultToGlobal=true").path("compatibilityLevel").textValue())
        .isEqualTo("BACKWARD");

    Map<String, String> proposed = Map.of("schema", NOTE_WITH_AUTHOR);
    Answer test = call("POST", "/compatibility/subjects/a/versions/latest?verbose=true", proposed);
    assertThat(test.body().path("is_compatible").booleanValue()).isFalse();
    assertThat(test.body().path("messages").path(0).textValue()).contains("author");
    Answer refused = call("POST", "/subjects/a/versions", proposed);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("error_code").intValue()).isEqualTo(409);

    Answer set = call("PUT", "/config/a", Map.of("compatibility", "FORWARD"));
    assertThat(set.body().path("compatibility").textValue()).isEqualTo("FORWARD");
    assertThat(get("/config/a").path("compatibilityLevel").textValue()).isEqualTo("FORWARD");
    assertThat(
            call("POST", "/compatibility/subjects/a/versions", proposed)
                .body()
                .path("is_compatible")
                .booleanValue())
        .isTrue();
    register("a", NOTE_WITH_AUTHOR);

    assertThat(call("DELETE", "/config/a", "").status()).isEqualTo(200);
    assertThat(call("GET", "/config/a", "").status()).isEqualTo(404);
    call("PUT", "/config", Map.of("compatibility", "NONE"));
    assertThat(get("/config").path("compatibilityLevel").textValue()).isEqualTo("NONE");
  }

  @Test
  void shouldDeleteSoftlyThenPermanently() {
    register("a", NOTE);
    assertThat(call("DELETE", "/subjects/a?permanent=true", "").body().path("error_code"))
        .isEqualTo(JSON.valueToTree(40405));
    assertThat(call("DELETE", "/subjects/a/versions/1", "").body().intValue()).isEqualTo(1);
    assertThat(get("/subjects")).isEmpty();
    assertThat(get("/subjects?deleted=true")).hasSize(1);
    assertThat(get("/schemas/ids/1").path("schema").textValue()).isEqualTo(NOTE);
    assertThat(get("/schemas/ids/1/subjects")).isEmpty();
    assertThat(call("DELETE", "/subjects/a?permanent=true", "").body().toString()).isEqualTo("[1]");
    assertThat(call("GET", "/schemas/ids/1", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /subjects/none/versions, '', 404, 40401",
    "GET, /subjects/a/versions/9, '', 404, 40402",
    "GET, /subjects/a/versions/0, '', 422, 42202",
    "GET, /subjects/a/versions/first, '', 422, 42202",
    "GET, /schemas/ids/99, '', 404, 40403",
    "GET, /schemas/ids/x, '', 404, 404",
    "GET, /schemas/guids/00000000-0000-0000-0000-000000000000, '', 404, 40403",
    "GET, /schemas/guids/x, '', 404, 404",
    "POST, /subjects/a/versions, '', 422, 42201",
    "POST, /subjects/a/versions, '{', 422, 42201",
    "POST, /subjects/a/versions, '{\"schema\":\"nothing\"}', 422, 42201",
    "POST, /subjects/a/versions, '{\"schema\":\"{}\",\"schemaType\":\"JSON\"}', 422, 42201",
    "POST, /subjects/a/versions, '{\"schema\":\"{}\",\"references\":[{}]}', 422, 42201",
    "PUT, /config, '{\"compatibility\":\"SIDEWAYS\"}', 422, 42203",
    "GET, /nowhere, '', 404, 404",
    "PUT, /subjects, '', 405, 405",
    "PUT, /mode, '', 405, 405"
  })
  void shouldSayWhatIsWrong(String method, String path, String body, int status, int code) {
    register("a", NOTE);
    Answer answer = call(method, path, body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().path("error_code").intValue()).isEqualTo(code);
    assertThat(answer.body().path("message").textValue()).isNotBlank();
  }

  @Test
  void shouldRefuseABodyWithoutEnd() {
    Answer answer = call("POST", "/subjects/a/versions", "x".repeat((8 << 20) + 1));
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void shouldSayThatThePortIsTaken() {
    int port = URI.create(registry.url()).getPort();
    assertThatThrownBy(() -> EmbeddedRegistry.start(port, null))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(Integer.toString(port))
        .hasMessageContaining("0 for any free one");
  }

  @Test
  void shouldFindItsSchemasAgain(@TempDir Path directory) {
    restart(directory);
    register("a", NOTE);
    register("b", TextEvent.getClassSchema().toString());
    call("PUT", "/config/a", Map.of("compatibility", "NONE"));
    register("a", NOTE_WITH_AUTHOR);
    call("DELETE", "/subjects/b", "");
    String before = state();

    restart(directory);
    assertThat(state()).isEqualTo(before);
    assertThat(register("c", "\"string\"").path("id").intValue()).isEqualTo(4);
  }

  private String state() {
    return get("/schemas?deleted=true").toString() + get("/subjects") + get("/config/a");
  }

  private void restart(Path directory) {
    registry.close();
    registry = EmbeddedRegistry.start(0, directory);
  }

  @Test
  void shouldForgetALineThatAKilledProcessLeftUnfinished(@TempDir Path directory)
      throws IOException {
    restart(directory);
    register("a", NOTE);
    registry.close();
    Path log = directory.resolve("schema-registry.jsonl");
    String whole = Files.readString(log);
    Files.writeString(log, whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);

    registry = EmbeddedRegistry.start(0, directory);
    assertThat(get("/subjects").toString()).isEqualTo("[\"a\"]");
    register("b", NOTE);
    restart(directory);
    assertThat(get("/subjects").toString()).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void shouldRefuseALogThatIsNoneAndNameTheLine(@TempDir Path directory) throws IOException {
    restart(directory);
    register("a", NOTE);
    registry.close();
    Path log = directory.resolve("schema-registry.jsonl");
    Files.writeString(log, "{\"change\":\"unheard of\"}\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> EmbeddedRegistry.start(0, directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(log.toString())
        .hasMessageContaining("line 2");
  }

  @Test
  void shouldNotShareItsDirectory(@TempDir Path directory) {
    restart(directory);
    assertThatThrownBy(() -> EmbeddedRegistry.start(0, directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("another registry");
  }
}
