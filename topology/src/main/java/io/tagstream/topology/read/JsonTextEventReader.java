package io.tagstream.topology.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tagstream.schemas.DeadLetterReason;
import io.tagstream.schemas.TextEvent;
import io.tagstream.topology.config.FieldPath;
import io.tagstream.topology.config.TaggingConfig;
import io.tagstream.topology.deadletter.RejectedEventException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document (RFC 8259) in UTF-8, with or without a byte order mark, with the text in
 * one field. Of a field that occurs twice the last one counts.
 */
final class JsonTextEventReader implements TextEventReader {
  private static final ObjectReader DOCUMENTS =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final FieldPath textPath;
  private final Optional<FieldPath> languagePath;
  private final Optional<FieldPath> attributesPath;
  private final Optional<FieldPath> endOfStreamPath;

  JsonTextEventReader(TaggingConfig config) {
    this.textPath = config.inputJsonText();
    this.languagePath = config.inputJsonLanguage();
    this.attributesPath = config.inputJsonAttributes();
    this.endOfStreamPath = config.inputJsonEndOfStream();
  }

  @Override
  public TextEvent read(String topic, Headers headers, byte[] value) throws RejectedEventException {
    JsonNode document = parse(StrictUtf8.decode(value));
    return new TextEvent(
        text(document), endOfStream(document), language(document), attributes(document));
  }

  @Override
  public void close() {}

  private static JsonNode parse(String json) throws RejectedEventException {
    try {
      JsonNode document = DOCUMENTS.readTree(json);
      if (document.isMissingNode()) {
        throw malformed("none");
      }
      return document;
    } catch (JsonProcessingException malformed) {
      // What Jackson says may quote the document; where it says so may not.
      JsonLocation place = malformed.getLocation();
      throw malformed(
          place == null
              ? "an error"
              : "an error at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr()));
    }
  }

  private static RejectedEventException malformed(String found) {
    return new RejectedEventException(
        DeadLetterReason.UNREADABLE,
        "Value: expected one JSON document, found "
            + found
            + ". Repair the producer, or set tagstream.input.format to what the topic holds.");
  }

  private String text(JsonNode document) throws RejectedEventException {
    JsonNode text = document.at(textPath.pointer());
    if (!text.isTextual()) {
      throw new RejectedEventException(
          DeadLetterReason.NO_TEXT,
          "Field %s: expected a string, found %s. Repair the producer, or set tagstream.input.json.text to the field that holds the text."
              .formatted(textPath.configured(), kind(text)));
    }
    return withoutLoneSurrogates(text.textValue());
  }

  /** A stream left open by a misunderstanding stays open unseen, so nothing is guessed here. */
  private boolean endOfStream(JsonNode document) throws RejectedEventException {
    if (endOfStreamPath.isEmpty()) {
      return false;
    }
    FieldPath path = endOfStreamPath.get();
    JsonNode flag = document.at(path.pointer());
    if (!flag.isBoolean() && !flag.isNull() && !flag.isMissingNode()) {
      throw new RejectedEventException(
          DeadLetterReason.UNREADABLE,
          "Field %s: expected true, false or nothing, found %s. Repair the producer, or set %s to the field that ends a stream."
              .formatted(path.configured(), kind(flag), TaggingConfig.INPUT_JSON_END_OF_STREAM));
    }
    return flag.booleanValue();
  }

  /** A document may well say nothing of its language, or nothing of use; its text is a text. */
  private @Nullable String language(JsonNode document) {
    return languagePath.map(path -> document.at(path.pointer()).textValue()).orElse(null);
  }

  private Map<String, String> attributes(JsonNode document) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributesPath.ifPresent(
        path ->
            document
                .at(path.pointer())
                .properties()
                .forEach(
                    field -> {
                      if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                        attributes.put(
                            withoutLoneSurrogates(field.getKey()),
                            withoutLoneSurrogates(field.getValue().asText()));
                      }
                    }));
    return attributes;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> "nothing there";
      case NULL -> "null";
      default -> "a JSON value of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  /**
   * An escape such as {@code \\ud83d} can put half a character into a JSON string, which the UTF-8
   * of the output cannot carry. It becomes U+FFFD before it is tagged, so that the text tagged is
   * the text written; both are one code point.
   */
  private static String withoutLoneSurrogates(String text) {
    if (text.codePoints().noneMatch(JsonTextEventReader::isSurrogate)) {
      return text;
    }
    return text.codePoints()
        .map(codePoint -> isSurrogate(codePoint) ? 0xFFFD : codePoint)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
