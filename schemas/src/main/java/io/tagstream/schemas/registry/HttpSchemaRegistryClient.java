package io.tagstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.schemas.registry.RegistryException.Reason;
import io.tagstream.schemas.registry.RegistryTransport.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Asks a registry over Confluent's REST API. Nothing is remembered here; {@link
 * CachingSchemaRegistryClient} does that. Threads of the HTTP client end when it is unreachable.
 */
final class HttpSchemaRegistryClient implements SchemaRegistryClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_QUOTE = 500;
  private static final int MOST_REFERENCES = 100;

  private final RegistryTransport transport;

  HttpSchemaRegistryClient(RegistryTransport transport) {
    this.transport = transport;
  }

  @Override
  public int register(String subject, Schema schema, boolean normalize) {
    String path = "/subjects/%s/versions?normalize=%s".formatted(encode(subject), normalize);
    return idIn(post("Subject '" + subject + "', registering a schema", path, schema));
  }

  @Override
  public int idOf(String subject, Schema schema, boolean normalize) {
    String path = "/subjects/%s?normalize=%s&deleted=false".formatted(encode(subject), normalize);
    return idIn(post("Subject '" + subject + "', looking up a schema", path, schema));
  }

  @Override
  public SubjectSchema latest(String subject) {
    String what = "Subject '" + subject + "', latest version";
    JsonNode answer = get(what, "/subjects/" + encode(subject) + "/versions/latest");
    return new SubjectSchema(idIn(answer), answer.path("version").asInt(), schemaIn(what, answer));
  }

  @Override
  public Schema byId(int id, @Nullable String subject) {
    String what = "Schema with id " + id;
    String query = subject == null ? "" : "&subject=" + encode(subject);
    return schemaIn(what, get(what, "/schemas/ids/" + id + "?fetchMaxId=false" + query));
  }

  @Override
  public Schema byGuid(UUID guid) {
    String what = "Schema with GUID " + guid;
    return schemaIn(what, get(what, "/schemas/guids/" + guid));
  }

  @Override
  public void close() {}

  private JsonNode post(String what, String path, Schema schema) {
    String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
    return json(what, transport.send("POST", path, body));
  }

  private JsonNode get(String what, String path) {
    return json(what, transport.send("GET", path, null));
  }

  private static JsonNode json(String what, Answer answer) {
    if (answer.status() != 200) {
      throw RegistryRefusals.of(what, answer, parse(answer.body()));
    }
    JsonNode body = parse(answer.body());
    if (!body.isObject()) {
      throw unexpected(what, "a JSON object from " + answer.address());
    }
    return body;
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static int idIn(JsonNode answer) {
    JsonNode id = answer.path("id");
    if (!id.isInt()) {
      throw unexpected("Schema registry", "a number as id");
    }
    return id.intValue();
  }

  private Schema schemaIn(String what, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException(
          Reason.UNKNOWN,
          200,
          0,
          "%s: expected an Avro schema, found one of type %s. Read this data with a %s serde."
              .formatted(what, quote(type), quote(type)),
          null);
    }
    Map<String, String> references = new LinkedHashMap<>();
    collectReferences(what, answer, references, new LinkedHashSet<>());
    return SchemaTexts.parse(List.copyOf(references.values()), textIn(what, answer));
  }

  private static String textIn(String what, JsonNode answer) {
    JsonNode schema = answer.path("schema");
    if (!schema.isTextual()) {
      throw unexpected(what, "the schema as a string");
    }
    return schema.textValue();
  }

  /**
   * Adds the texts of all schemas that an answer refers to, each behind those it needs itself.
   *
   * @param open the paths from the schema asked for down to this answer, to notice a circle
   */
  private void collectReferences(
      String what, JsonNode answer, Map<String, String> texts, Set<String> open) {
    for (JsonNode reference : answer.path("references")) {
      String subject = reference.path("subject").asText();
      int version = reference.path("version").asInt();
      String path = "/subjects/%s/versions/%d".formatted(encode(subject), version);
      if (texts.containsKey(path)) {
        continue;
      }
      if (!open.add(path) || open.size() + texts.size() > MOST_REFERENCES) {
        throw unexpected(
            what, "at most " + MOST_REFERENCES + " references, none of them in a circle,");
      }
      String referredWhat =
          "Subject '%s', version %d, which a schema refers to".formatted(subject, version);
      JsonNode referred = get(referredWhat, path);
      collectReferences(referredWhat, referred, texts, open);
      open.remove(path);
      texts.put(path, textIn(referredWhat, referred));
    }
  }

  private static RegistryException unexpected(String what, String expected) {
    return new RegistryException(
        Reason.INVALID,
        200,
        0,
        ("%s: expected %s in the registry's answer, found something else. Check that"
                + " schema.registry.url leads to a registry.")
            .formatted(what, expected),
        null);
  }

  static String quote(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
  }

  private static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
