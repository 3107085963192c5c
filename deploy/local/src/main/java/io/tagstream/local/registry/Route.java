package io.tagstream.local.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One method and path of the REST API and what answers it.
 *
 * @param method the HTTP method
 * @param pattern path segments; {@code *} takes any one segment
 * @param answer gives the object to send as JSON
 */
record Route(String method, List<String> pattern, Answer answer) {

  /** Answers a request with an object that becomes JSON. */
  @FunctionalInterface
  interface Answer {
    Object to(Request request);
  }

  /**
   * What a client asked.
   *
   * @param variables the segments of the path that stand where the pattern has a {@code *}
   * @param query decoded query parameters
   * @param body the parsed body; a missing node if there is none
   */
  record Request(List<String> variables, Map<String, String> query, JsonNode body) {

    String variable(int index) {
      return variables.get(index);
    }

    boolean flag(String name) {
      return Boolean.parseBoolean(query.get(name));
    }
  }

  static Route of(String method, String path, Answer answer) {
    return new Route(method, segments(path), answer);
  }

  /** The variables if the path fits the pattern. */
  Optional<List<String>> match(List<String> path) {
    if (path.size() != pattern.size()) {
      return Optional.empty();
    }
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      if (pattern.get(i).equals("*")) {
        variables.add(path.get(i));
      } else if (!pattern.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  /** The decoded segments of a raw path; a subject may hold an encoded slash. */
  static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.split("/", -1)) {
      if (!segment.isEmpty()) {
        // A plus sign is itself in a path.
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    return segments;
  }
}
