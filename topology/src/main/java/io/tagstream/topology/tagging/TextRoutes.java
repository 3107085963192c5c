package io.tagstream.topology.tagging;

import io.tagstream.model.serving.Taggers;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.ModelSettings;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Says on which route a record goes: the one that a header names, else an attribute of its event,
 * else the default one. Used by one thread at a time.
 *
 * @param settings which routes there are, and what names them
 * @param events reads the attribute
 */
record TextRoutes(ModelSettings settings, TextEvents events) {

  /**
   * Returns the route of a record.
   *
   * @throws RejectedEventException if there is no such route, or the event that may name it is none
   */
  String of(TextRecord text) throws RejectedEventException {
    String named = named(text);
    if (named == null) {
      return Taggers.DEFAULT_ROUTE;
    }
    if (!settings.routes().contains(named)) {
      throw new RejectedEventException(
          DeadLetterReason.UNKNOWN_ROUTE,
          "Record: expected a route of %s (%s), found one of %d characters that is none of them. Name another, or add it."
              .formatted(settings.routes(), TaggingConfig.MODEL_ROUTES, named.length()));
    }
    return named;
  }

  /** Returns the route that a header names, whether it is there or not; else the default one. */
  String inHeaderOf(TextRecord text) {
    String named = inHeader(text);
    return named == null ? Taggers.DEFAULT_ROUTE : named;
  }

  private @Nullable String named(TextRecord text) throws RejectedEventException {
    String named = inHeader(text);
    return named == null ? inAttribute(text) : named;
  }

  private @Nullable String inHeader(TextRecord text) {
    Header header = settings.routeHeader().map(text.headers()::lastHeader).orElse(null);
    byte[] value = header == null ? null : header.value();
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private @Nullable String inAttribute(TextRecord text) throws RejectedEventException {
    String attribute = settings.routeAttribute().orElse(null);
    TextEvent event = attribute == null ? null : events.read(text);
    return event == null ? null : event.getAttributes().get(attribute);
  }
}
