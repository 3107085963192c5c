package io.tagstream.model.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled data: one JSON object a line (<a href="https://jsonlines.org">JSON lines</a>) with
 * {@code tokens} and, where the data set has them, {@code id}, {@code text}, {@code tags} and
 * {@code class}. Other fields are passed over, so are blank lines.
 */
public final class JsonLinesReader {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern TAG = Pattern.compile("O|[BI]-\\S+");

  private JsonLinesReader() {}

  /**
   * Reads a whole file.
   *
   * @param file UTF-8; compressed with gzip if its name ends in {@code .gz}
   * @return the sentences in the order of the file
   * @throws MalformedDataException if a line is not a labelled sentence
   * @throws IOException if the file cannot be read
   */
  public static List<LabelledSentence> read(Path file) throws IOException {
    List<LabelledSentence> sentences = new ArrayList<>();
    int number = 0;
    try (BufferedReader reader = open(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          sentences.add(new Line(file, number).parse(line));
        }
      }
    } catch (CharacterCodingException e) {
      throw new MalformedDataException(
          file,
          number + 1,
          "expected UTF-8, found other bytes here or soon after; convert the file to UTF-8",
          e);
    }
    return sentences;
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    try {
      InputStream plain =
          file.getFileName().toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      // A decoder that reports, unlike the default one, which puts U+FFFD in place of bad bytes.
      return new BufferedReader(
          new InputStreamReader(
              plain,
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT)));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /** Where a line stands, for the messages about it. */
  private record Line(Path file, int number) {

    LabelledSentence parse(String line) {
      JsonNode object = object(line);
      String id = string(object, "id");
      List<String> tokens = strings(object, "tokens");
      List<String> tags = strings(object, "tags");
      if (tokens.isEmpty()) {
        throw malformed("tokens: expected a list of at least one token, found none", null);
      }
      for (int i = 0; i < tokens.size(); i++) {
        if (tokens.get(i).isBlank()) {
          throw malformed("tokens: expected words, found a blank one at index " + i, null);
        }
      }
      if (!tags.isEmpty() && tags.size() != tokens.size()) {
        throw malformed(
            "tags: expected one a token, found "
                + (tags.size() + " tags for " + tokens.size() + " tokens"),
            null);
      }
      for (String tag : tags) {
        if (!TAG.matcher(tag).matches()) {
          throw malformed("tags: expected O, B-label or I-label, found '" + tag + "'", null);
        }
      }
      return new LabelledSentence(
          id == null ? file.getFileName() + ":" + number : id,
          string(object, "text"),
          tokens,
          tags,
          string(object, "class"));
    }

    private JsonNode object(String line) {
      try {
        JsonNode node = JSON.readTree(line);
        if (!node.isObject()) {
          throw malformed("expected a JSON object, found " + node.getNodeType(), null);
        }
        return node;
      } catch (JsonProcessingException e) {
        throw malformed(
            "expected one JSON object, found broken JSON at column "
                + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr()),
            e);
      }
    }

    private @Nullable String string(JsonNode object, String field) {
      JsonNode value = object.path(field);
      if (value.isMissingNode() || value.isNull()) {
        return null;
      }
      if (!value.isTextual()) {
        throw malformed(field + ": expected a string, found " + value.getNodeType(), null);
      }
      return value.textValue();
    }

    private List<String> strings(JsonNode object, String field) {
      JsonNode values = object.path(field);
      if (values.isMissingNode() || values.isNull()) {
        return List.of();
      }
      if (!values.isArray()) {
        throw malformed(
            field + ": expected a list of strings, found " + values.getNodeType(), null);
      }
      List<String> strings = new ArrayList<>(values.size());
      for (JsonNode value : values) {
        if (!value.isTextual()) {
          throw malformed(
              field + ": expected a list of strings, found a " + value.getNodeType(), null);
        }
        strings.add(value.textValue());
      }
      return strings;
    }

    private MalformedDataException malformed(String problem, @Nullable Throwable cause) {
      return new MalformedDataException(file, number, problem, cause);
    }
  }
}
