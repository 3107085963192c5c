package io.tagstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagstream.schemas.registry.RegistryException.Reason;
import io.tagstream.schemas.registry.RegistryTransport.Answer;

/** Turns a registry's final refusals into exceptions that say what to do. */
final class RegistryRefusals {

  private static final int FIRST_REGISTRY_404 = 40401;
  private static final int LAST_REGISTRY_404 = 40499;

  private RegistryRefusals() {}

  /**
   * @param what subject of the request in words
   * @param body the parsed body; a missing node if it was no JSON
   */
  static RegistryException of(String what, Answer answer, JsonNode body) {
    int status = answer.status();
    int errorCode = body.path("error_code").asInt(status);
    String said = HttpSchemaRegistryClient.quote(body.path("message").asText(""));
    Reason reason = reason(status, errorCode);
    return new RegistryException(
        reason,
        status,
        errorCode,
        "%s: expected status 200 from %s, found %d%s. %s"
            .formatted(
                what,
                answer.address(),
                status,
                said.isEmpty() ? "" : " (" + errorCode + ": " + said + ")",
                remedy(reason, answer)),
        null);
  }

  // A 404 without one of the registry's own codes comes from something else at that address; to
  // take it for an unknown schema would throw good records away.
  private static Reason reason(int status, int errorCode) {
    return switch (status) {
      case 401, 403 -> Reason.FORBIDDEN;
      case 404 ->
          errorCode >= FIRST_REGISTRY_404 && errorCode <= LAST_REGISTRY_404
              ? Reason.UNKNOWN
              : Reason.INVALID;
      case 409 -> Reason.INCOMPATIBLE;
      default -> Reason.INVALID;
    };
  }

  private static String remedy(Reason reason, Answer answer) {
    return switch (reason) {
      case FORBIDDEN ->
          "Set the credentials under basic.auth.* or bearer.auth.*, or let the registry's owner"
              + " grant access.";
      case UNKNOWN -> "Register the schema, or see that producer and reader use the same registry.";
      case INCOMPATIBLE ->
          "Give new fields a default, or change the compatibility level of the subject.";
      case AWAY -> "Start the registry.";
      case INVALID ->
          answer.location().isEmpty()
              ? "Check that schema.registry.url leads to a registry that has this request, and the"
                  + " schema."
              : "Put the address it names, %s, under schema.registry.url."
                  .formatted(HttpSchemaRegistryClient.quote(answer.location()));
    };
  }
}
