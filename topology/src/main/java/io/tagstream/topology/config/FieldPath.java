package io.tagstream.topology.config;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Names a field of a JSON document: either a JSON pointer (RFC 6901), which begins with a slash, or
 * field names joined by dots, such as {@code message.body}. A number among the names also selects
 * an element of an array, counted from 0.
 *
 * @param configured the path as the user wrote it
 * @param pointer the same as a JSON pointer
 */
public record FieldPath(String configured, JsonPointer pointer) {

  /**
   * Reads a path in either notation.
   *
   * @throws IllegalArgumentException if the path is empty, or a name between dots is
   */
  public static FieldPath parse(String configured) {
    if (configured.startsWith("/")) {
      return new FieldPath(configured, JsonPointer.compile(configured));
    }
    JsonPointer pointer = JsonPointer.empty();
    for (String name : configured.split("\\.", -1)) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a field name is empty");
      }
      pointer = pointer.append(JsonPointer.compile("/" + escape(name)));
    }
    return new FieldPath(configured, pointer);
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
