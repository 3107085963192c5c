package io.tagstream.model.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.decode.LabelKind;
import io.tagstream.model.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines: one object a line with {@code tokens} and their {@code tags}, or with {@code
 * text} and its {@code spans}, or with {@code tokens} or {@code text} alone; {@code second}, a text
 * that goes with the first, {@code class} and {@code id} where the data has them, {@code key} and
 * {@code seq} where it has streams. {@code spans} is a list of {@code {"begin":..,"end":..,
 * "label":..}} in code points, {@code end} exclusive; tokens beside spans are dropped. Other fields
 * are passed over, so are blank lines.
 */
final class JsonLinesReader {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final DataFile file;
  private final int number;
  private final List<DataNotice> notices;

  private JsonLinesReader(DataFile file, int number, List<DataNotice> notices) {
    this.file = file;
    this.number = number;
    this.notices = notices;
  }

  /**
   * Reads a whole file.
   *
   * @param malformed is told of every line that is not a labelled example
   * @param notices gets what is dropped of a line
   */
  static List<Example> read(DataFile file, MalformedLines malformed, List<DataNotice> notices) {
    List<Example> examples = new ArrayList<>();
    int number = 0;
    for (String line : file.lines()) {
      number++;
      if (!line.isBlank()) {
        JsonLinesReader reader = new JsonLinesReader(file, number, notices);
        malformed.read(() -> examples.add(reader.example(line)));
      }
    }
    return examples;
  }

  private Example example(String line) {
    JsonNode object = object(line);
    String id = id(object);
    String text = string(object, "text");
    List<String> tokens = strings(object, "tokens");
    List<String> tags = strings(object, "tags");
    List<TextSpan> spans = spans(object, text);
    List<JsonField.Misnamed> misnamed = JsonField.misnamedIn(object);
    if (text == null && !object.hasNonNull("tokens")) {
      throw unlabelled(misnamed);
    }
    verify(tokens, tags, object.hasNonNull("tags"));
    if (spans != null && !tags.isEmpty()) {
      throw malformed("expected tags or spans, found both; remove one of them");
    }
    misnamed.forEach(field -> notice(DataNotice.Kind.FIELD_NOT_READ, field.toString()));
    JsonNode second = object.path("second");
    if (!second.isTextual() && !second.isMissingNode() && !second.isNull()) {
      notice(DataNotice.Kind.SECOND_NOT_TEXT, "");
    }
    if (spans != null && !tokens.isEmpty()) {
      notice(DataNotice.Kind.TOKENS_BESIDE_SPANS, "");
    }
    return new Example(
        number,
        false,
        id == null ? file.idOf(number) : id,
        text,
        second.textValue(),
        // Tokens without tags would have to be brought together with the spans of the text.
        spans == null ? tokens : List.of(),
        tags,
        spans,
        sentenceClass(object),
        PlaceReader.of(object));
  }

  /** Names the field that may be the text or the tokens, not one that is misnamed, too. */
  private MalformedDataException unlabelled(List<JsonField.Misnamed> misnamed) {
    String remedy =
        misnamed.stream()
            .filter(JsonField.Misnamed::isLabelled)
            .findFirst()
            .map(field -> " but " + field + "; rename it")
            .orElse("");
    return malformed("expected a list of tokens, or a text, found neither" + remedy);
  }

  private void notice(DataNotice.Kind kind, String detail) {
    notices.add(new DataNotice(file.path(), number, kind, detail));
  }

  private void verify(List<String> tokens, List<String> tags, boolean tagged) {
    if (tagged && tags.size() != tokens.size()) {
      throw malformed(
          "tags: expected one a token, found "
              + (tags.size() + " tags for " + tokens.size() + " tokens"));
    }
  }

  private JsonNode object(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      if (!node.isObject()) {
        throw malformed("expected a JSON object, found " + node.getNodeType());
      }
      return node;
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw file.malformed(
          number,
          "expected one JSON object, found broken JSON or a field twice at column " + column,
          e);
    }
  }

  private @Nullable String id(JsonNode object) {
    JsonNode id = object.path("id");
    return id.isIntegralNumber() ? id.asText() : string(object, "id");
  }

  private @Nullable String string(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw malformed(
          "%s: expected a string, found %s; write it in quotes"
              .formatted(field, value.getNodeType()));
    }
    return value.textValue();
  }

  private @Nullable String sentenceClass(JsonNode object) {
    String label = string(object, "class");
    if (label != null && !LabelKind.CLASS.allows(label)) {
      throw malformed(
          "class: expected %s, found '%s'; rename it, or leave the field out where there is none"
              .formatted(LabelKind.CLASS.expectation(), label));
    }
    return label;
  }

  private List<String> strings(JsonNode object, String field) {
    List<String> strings = new ArrayList<>();
    for (JsonNode value : list(object, field, "strings")) {
      if (!value.isTextual()) {
        throw malformed(
            "%s: expected a list of strings, found a %s; write each in quotes"
                .formatted(field, value.getNodeType()));
      }
      strings.add(value.textValue());
    }
    return strings;
  }

  private Iterable<JsonNode> list(JsonNode object, String field, String contents) {
    JsonNode values = object.path(field);
    if (values.isMissingNode() || values.isNull()) {
      return List.of();
    }
    if (!values.isArray()) {
      throw malformed(
          "%s: expected a list of %s, found %s; write them in square brackets"
              .formatted(field, contents, values.getNodeType()));
    }
    return values;
  }

  private @Nullable List<TextSpan> spans(JsonNode object, @Nullable String text) {
    if (!object.hasNonNull("spans")) {
      return null;
    }
    if (text == null) {
      throw malformed("spans: expected a text that they are spans of, found none; add it");
    }
    int length = CodePoints.length(text);
    List<TextSpan> spans = new ArrayList<>();
    for (JsonNode value : list(object, "spans", "objects")) {
      spans.add(span(value, length));
    }
    return spans;
  }

  private TextSpan span(JsonNode value, int length) {
    List<String> missing =
        Stream.of("begin", "end", "label").filter(field -> !value.hasNonNull(field)).toList();
    if (!missing.isEmpty()) {
      throw malformed(
          "spans: expected objects with begin, end and label, found one without %s, with %s; add %s, or rename the fields"
              .formatted(
                  String.join(", ", missing), fields(value), missing.size() == 1 ? "it" : "them"));
    }
    String label = value.path("label").asText("");
    JsonNode begin = value.path("begin");
    JsonNode end = value.path("end");
    if (!begin.isIntegralNumber() || !end.isIntegralNumber()) {
      throw malformed(
          "spans: expected objects with the whole numbers begin and end, found begin %s and end %s; write them without quotes"
              .formatted(begin.getNodeType(), end.getNodeType()));
    }
    if (!LabelKind.SPAN.allows(label)) {
      throw malformed(
          "spans: expected %s, found '%s'; rename the label"
              .formatted(LabelKind.SPAN.expectation(), label));
    }
    boolean small = begin.canConvertToInt() && end.canConvertToInt();
    if (!small || begin.asLong() < 0 || end.asLong() <= begin.asLong() || end.asLong() > length) {
      throw malformed(
          "spans: expected 0 <= begin < end <= %d code points, found begin %s and end %s; count code points, end after the last"
              .formatted(length, begin, end));
    }
    return new TextSpan(label, begin.asInt(), end.asInt());
  }

  private static String fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "no field" : String.join(", ", names);
  }

  private MalformedDataException malformed(String problem) {
    return file.malformed(number, problem);
  }
}
