package io.tagstream.local.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tagstream.local.registry.Route.Request;
import io.tagstream.schemas.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns HTTP exchanges into requests and answers, and every failure into an error body. */
final class RegistryHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int LARGEST_BODY = 8 << 20;
  private static final int BAD_JSON = 42201;
  private static final int STORE_FAILED = 50001;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Route> routes;

  RegistryHandler(List<Route> routes) {
    this.routes = routes;
  }

  private record Reply(int status, Object body) {
    static Reply error(int status, int errorCode, String message) {
      return new Reply(status, Map.of("error_code", errorCode, "message", message));
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] body = JSON.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return Reply.error(413, 413, "Expected at most %d bytes.".formatted(LARGEST_BODY));
    }
    try {
      return answer(exchange, body);
    } catch (RegistryException e) {
      return Reply.error(e.httpStatus(), e.errorCode(), message(e));
    } catch (JsonProcessingException e) {
      return Reply.error(422, BAD_JSON, "Expected JSON in the body: " + e.getOriginalMessage());
    } catch (UncheckedIOException e) {
      LOG.error("{}", message(e));
      return Reply.error(500, STORE_FAILED, message(e));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      return Reply.error(500, 500, "The registry failed; its log says why.");
    }
  }

  private Reply answer(HttpExchange exchange, byte[] body) throws IOException {
    List<String> path = Route.segments(exchange.getRequestURI().getRawPath());
    boolean isKnownPath = false;
    for (Route route : routes) {
      Optional<List<String>> variables = route.match(path);
      if (variables.isPresent()) {
        isKnownPath = true;
        if (route.method().equals(exchange.getRequestMethod())) {
          JsonNode json = body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
          Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
          return new Reply(200, route.answer().to(new Request(variables.get(), query, json)));
        }
      }
    }
    return isKnownPath
        ? Reply.error(405, 405, "HTTP 405 Method Not Allowed")
        : Reply.error(404, 404, "HTTP 404 Not Found");
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.put(decode(name), decode(value));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
