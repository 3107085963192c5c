package io.tagstream.local.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.local.registry.Route.Request;
import io.tagstream.schemas.registry.CompatibilityLevel;
import io.tagstream.schemas.registry.InMemoryRegistry;
import io.tagstream.schemas.registry.RegisteredSchema;
import io.tagstream.schemas.registry.RegistryException;
import io.tagstream.schemas.registry.RegistryException.Reason;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's REST API over a registry: which request asks what, and the shape of its answer. The
 * paths, parameters and error codes are those of Confluent's API reference.
 */
final class RegistryApi {

  private static final int SUBJECT_WITHOUT_LEVEL = 40408;
  private static final int INVALID_SCHEMA = 42201;
  private static final int INVALID_VERSION = 42202;
  private static final int INVALID_LEVEL = 42203;

  private final InMemoryRegistry registry;

  RegistryApi(InMemoryRegistry registry) {
    this.registry = registry;
  }

  /** A version of a subject. */
  record VersionAnswer(String subject, int version, int id, UUID guid, String schema) {
    static VersionAnswer of(RegisteredSchema entry) {
      return new VersionAnswer(
          entry.subject(), entry.version(), entry.id(), entry.guid(), entry.schema().toString());
    }
  }

  /** A schema without a subject. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SchemaAnswer(String schema, UUID guid, @Nullable Integer maxId) {}

  /** An answer that is the schema itself. */
  record SchemaText(@JsonValue @JsonRawValue String schema) {
    static SchemaText of(RegisteredSchema entry) {
      return new SchemaText(entry.schema().toString());
    }
  }

  /** All routes. */
  List<Route> routes() {
    return List.of(
        Route.of("GET", "/", request -> Map.of()),
        Route.of("GET", "/subjects", request -> registry.subjects(request.flag("deleted"))),
        Route.of("POST", "/subjects/*", this::lookUp),
        Route.of("DELETE", "/subjects/*", this::deleteSubject),
        Route.of("GET", "/subjects/*/versions", this::versions),
        Route.of("POST", "/subjects/*/versions", this::register),
        Route.of("GET", "/subjects/*/versions/*", r -> VersionAnswer.of(version(r))),
        Route.of("DELETE", "/subjects/*/versions/*", this::deleteVersion),
        Route.of("GET", "/subjects/*/versions/*/schema", r -> SchemaText.of(version(r))),
        Route.of("GET", "/subjects/*/versions/*/referencedby", r -> List.of()),
        Route.of("GET", "/schemas", this::allVersions),
        Route.of("GET", "/schemas/types", request -> List.of("AVRO")),
        Route.of("GET", "/schemas/ids/*", this::schemaById),
        Route.of("GET", "/schemas/ids/*/schema", r -> SchemaText.of(byId(r).get(0))),
        Route.of("GET", "/schemas/ids/*/subjects", this::subjectsOfId),
        Route.of("GET", "/schemas/ids/*/versions", this::versionsOfId),
        Route.of("GET", "/schemas/guids/*", this::schemaByGuid),
        Route.of("GET", "/contexts", request -> List.of(".")),
        Route.of("GET", "/config", request -> levelAnswer(registry.compatibility())),
        Route.of("PUT", "/config", this::setLevel),
        Route.of("GET", "/config/*", this::subjectLevel),
        Route.of("PUT", "/config/*", this::setSubjectLevel),
        Route.of("DELETE", "/config/*", this::deleteSubjectLevel),
        Route.of("GET", "/mode", request -> Map.of("mode", "READWRITE")),
        Route.of("GET", "/mode/*", request -> Map.of("mode", "READWRITE")),
        Route.of("POST", "/compatibility/subjects/*/versions/*", this::testVersion),
        Route.of("POST", "/compatibility/subjects/*/versions", this::testLatest));
  }

  private Object register(Request request) {
    RegisteredSchema entry = registry.register(request.variable(0), schemaOf(request.body()));
    return Map.of("id", entry.id(), "version", entry.version(), "guid", entry.guid());
  }

  private Object lookUp(Request request) {
    return VersionAnswer.of(
        registry.lookUp(request.variable(0), schemaOf(request.body()), request.flag("deleted")));
  }

  private Object versions(Request request) {
    return registry.versions(request.variable(0), request.flag("deleted"));
  }

  private RegisteredSchema version(Request request) {
    return registry.version(
        request.variable(0), versionNumber(request.variable(1)), request.flag("deleted"));
  }

  private Object deleteSubject(Request request) {
    return registry.deleteSubject(request.variable(0), request.flag("permanent"));
  }

  private Object deleteVersion(Request request) {
    return registry.deleteVersion(
        request.variable(0), versionNumber(request.variable(1)), request.flag("permanent"));
  }

  private Object allVersions(Request request) {
    boolean deleted = request.flag("deleted");
    String prefix = request.query().getOrDefault("subjectPrefix", "");
    return registry.subjects(deleted).stream()
        .filter(subject -> subject.startsWith(prefix))
        .flatMap(
            subject ->
                request.flag("latestOnly")
                    ? Stream.of(registry.version(subject, InMemoryRegistry.LATEST, deleted))
                    : registry.versions(subject, deleted).stream()
                        .map(version -> registry.version(subject, version, deleted)))
        .map(VersionAnswer::of)
        .toList();
  }

  private List<RegisteredSchema> byId(Request request) {
    try {
      return registry.byId(Integer.parseInt(request.variable(0)));
    } catch (NumberFormatException e) {
      throw new RegistryException(
          Reason.UNKNOWN, 404, 404, "Expected a number as schema id, found another word.", e);
    }
  }

  private Object schemaById(Request request) {
    RegisteredSchema entry = byId(request).get(0);
    Integer maxId = request.flag("fetchMaxId") ? Integer.valueOf(registry.maxId()) : null;
    return new SchemaAnswer(entry.schema().toString(), entry.guid(), maxId);
  }

  private Object schemaByGuid(Request request) {
    try {
      RegisteredSchema entry = registry.byGuid(UUID.fromString(request.variable(0))).get(0);
      return new SchemaAnswer(entry.schema().toString(), entry.guid(), null);
    } catch (IllegalArgumentException e) {
      throw new RegistryException(
          Reason.UNKNOWN, 404, 404, "Expected a GUID, found another word.", e);
    }
  }

  private Object subjectsOfId(Request request) {
    return shown(request).map(RegisteredSchema::subject).distinct().toList();
  }

  private Object versionsOfId(Request request) {
    return shown(request)
        .map(entry -> Map.of("subject", entry.subject(), "version", entry.version()))
        .toList();
  }

  private Stream<RegisteredSchema> shown(Request request) {
    return byId(request).stream().filter(entry -> request.flag("deleted") || !entry.deleted());
  }

  private Object setLevel(Request request) {
    CompatibilityLevel level = levelOf(request.body());
    registry.setCompatibility(level);
    return Map.of("compatibility", level);
  }

  private Object subjectLevel(Request request) {
    String subject = request.variable(0);
    CompatibilityLevel level =
        registry
            .compatibility(subject)
            .orElseGet(
                () -> {
                  if (request.flag("defaultToGlobal")) {
                    return registry.compatibility();
                  }
                  throw noLevel(subject);
                });
    return levelAnswer(level);
  }

  private Object setSubjectLevel(Request request) {
    CompatibilityLevel level = levelOf(request.body());
    registry.setCompatibility(request.variable(0), level);
    return Map.of("compatibility", level);
  }

  private Object deleteSubjectLevel(Request request) {
    String subject = request.variable(0);
    CompatibilityLevel level = registry.compatibility(subject).orElseThrow(() -> noLevel(subject));
    registry.setCompatibility(subject, null);
    return levelAnswer(level);
  }

  private Object testVersion(Request request) {
    return test(request, versionNumber(request.variable(1)));
  }

  private Object testLatest(Request request) {
    return test(request, InMemoryRegistry.LATEST);
  }

  private Object test(Request request, int version) {
    List<String> problems =
        registry.incompatibilities(request.variable(0), version, schemaOf(request.body()));
    return request.flag("verbose")
        ? Map.of("is_compatible", problems.isEmpty(), "messages", problems)
        : Map.of("is_compatible", problems.isEmpty());
  }

  private static Map<String, Object> levelAnswer(CompatibilityLevel level) {
    return Map.of("compatibilityLevel", level);
  }

  private static RegistryException noLevel(String subject) {
    return new RegistryException(
        Reason.UNKNOWN,
        404,
        SUBJECT_WITHOUT_LEVEL,
        "Subject '%s' has no compatibility level of its own; ask with defaultToGlobal=true."
            .formatted(subject),
        null);
  }

  private static String schemaOf(JsonNode body) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw unprocessable(
          INVALID_SCHEMA,
          "Expected a schema of type AVRO, found %s. This registry holds Avro only."
              .formatted(type));
    }
    if (!body.path("references").isEmpty()) {
      throw unprocessable(
          INVALID_SCHEMA,
          "Expected a schema that is whole in itself, found references. Put the types it refers"
              + " to inside it.");
    }
    JsonNode schema = body.path("schema");
    if (!schema.isTextual()) {
      throw unprocessable(
          INVALID_SCHEMA,
          "Expected a JSON object whose 'schema' is the schema as a string, found none.");
    }
    return schema.textValue();
  }

  private static CompatibilityLevel levelOf(JsonNode body) {
    String name = body.path("compatibility").asText("");
    try {
      return CompatibilityLevel.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw unprocessable(
          INVALID_LEVEL,
          "Expected as 'compatibility' one of %s, found '%s'."
              .formatted(List.of(CompatibilityLevel.values()), name));
    }
  }

  private static int versionNumber(String text) {
    if (text.equals("latest") || text.equals("-1")) {
      return InMemoryRegistry.LATEST;
    }
    try {
      int version = Integer.parseInt(text);
      if (version > 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers that are no version.
    }
    throw unprocessable(
        INVALID_VERSION,
        "Expected a version from 1 or the word latest, found '%s'.".formatted(text));
  }

  private static RegistryException unprocessable(int errorCode, String message) {
    return new RegistryException(Reason.INVALID, 422, errorCode, message, null);
  }
}
