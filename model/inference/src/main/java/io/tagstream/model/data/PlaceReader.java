package io.tagstream.model.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the place of an example in a stream: {@code key}, a string or a whole number, and {@code
 * seq}, a whole number. Where places are not asked for, what is none is passed over, for data has
 * had fields of these names before.
 */
final class PlaceReader {
  static final String KEY = "key";
  static final String SEQ = "seq";

  private static final String REMEDY =
      "; add both, a string and a whole number, or read the data without streams";

  private PlaceReader() {}

  /** Returns the place that a JSON line tells, or {@code null} if it tells none. */
  static @Nullable StreamPlace of(JsonNode object) {
    JsonNode key = object.path(KEY);
    JsonNode seq = object.path(SEQ);
    boolean named = key.isTextual() || key.isIntegralNumber();
    return named && seq.isIntegralNumber() && seq.canConvertToLong()
        ? new StreamPlace(key.asText(), seq.asLong())
        : null;
  }

  /** Returns the place that a row of columns tells, or {@code null} if it tells none. */
  static @Nullable StreamPlace of(List<String> names, List<String> fields) {
    int key = names.indexOf(KEY);
    int seq = names.indexOf(SEQ);
    if (key < 0 || seq < 0) {
      return null;
    }
    try {
      return new StreamPlace(fields.get(key), Long.parseLong(fields.get(seq).strip()));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Looks whether an example has a place.
   *
   * @throws MalformedDataException if it has none
   */
  static Example placed(DataFile file, Example example) {
    if (example.place() == null) {
      throw file.malformed(
          example.line(),
          "expected key and seq, the place of the text in its stream, found not both" + REMEDY);
    }
    return example;
  }
}
