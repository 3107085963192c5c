package io.tagstream.model.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.tagstream.model.decode.LabelKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads classified texts from comma-separated values (RFC 4180) or the same with tabs: a header
 * with the columns {@code text} and {@code class} (or {@code label}) and, where there is one,
 * {@code second}, {@code id}, {@code key} and {@code seq}; other columns are passed over, so are
 * empty lines.
 */
final class CsvReader {
  static final String TEXT = "text";
  static final List<String> CLASS_NAMES = List.of("class", "label");

  private static final String ID = "id";
  private static final String SECOND = "second";
  private static final CsvMapper CSV =
      CsvMapper.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

  private final DataFile file;
  private final char separator;
  private final MalformedLines malformed;

  private CsvReader(DataFile file, char separator, MalformedLines malformed) {
    this.file = file;
    this.separator = separator;
    this.malformed = malformed;
  }

  /**
   * Reads a whole file or, where quotes are broken, as far as it can be read.
   *
   * @param malformed is told where a record has not as many fields as the header, quotes are broken
   *     or a class is empty
   * @throws MalformedDataException if the header lacks a column
   */
  static List<Example> read(DataFile file, char separator, MalformedLines malformed)
      throws IOException {
    return new CsvReader(file, separator, malformed).read();
  }

  private List<Example> read() throws IOException {
    List<Row> rows = rows();
    if (rows.isEmpty()) {
      return List.of();
    }
    Row header = rows.get(0);
    List<String> names =
        header.fields.stream().map(field -> field.strip().toLowerCase(Locale.ROOT)).toList();
    int text = names.indexOf(TEXT);
    int label = CLASS_NAMES.stream().mapToInt(names::indexOf).max().orElse(-1);
    if (text < 0 || label < 0) {
      throw file.malformed(
          header.line,
          "expected a header with the columns text and class (or label), found "
              + (header.fields.size()
                  + " columns without them; write the header, or name another format"));
    }
    if (names.containsAll(CLASS_NAMES)) {
      throw file.malformed(
          header.line,
          "expected one column of classes, found both class and label; rename the one not meant");
    }
    List<Example> examples = new ArrayList<>();
    for (Row each : rows.subList(1, rows.size())) {
      malformed.read(() -> examples.add(example(each, names, text, label)));
    }
    return examples;
  }

  private Example example(Row each, List<String> names, int text, int label) {
    if (each.fields.size() != names.size()) {
      throw file.malformed(
          each.line,
          "expected %d fields, as in the header, found %d; quote a field that has a separator in it"
              .formatted(names.size(), each.fields.size()));
    }
    String sentenceClass = each.fields.get(label).strip();
    if (sentenceClass.isEmpty()) {
      throw file.malformed(
          each.line,
          "%s: expected a class, found none; remove the line".formatted(names.get(label)));
    }
    if (!LabelKind.CLASS.allows(sentenceClass)) {
      throw file.malformed(
          each.line,
          "%s: expected %s, found '%s'; rename the class"
              .formatted(names.get(label), LabelKind.CLASS.expectation(), sentenceClass));
    }
    String id = names.contains(ID) ? each.fields.get(names.indexOf(ID)) : file.idOf(each.line);
    String content = each.fields.get(text);
    return new Example(
        each.line,
        false,
        id,
        content,
        second(each, names),
        List.of(),
        List.of(),
        null,
        sentenceClass,
        PlaceReader.of(names, each.fields));
  }

  private static @Nullable String second(Row each, List<String> names) {
    int column = names.indexOf(SECOND);
    return column < 0 ? null : each.fields.get(column);
  }

  private List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    int line = 1;
    try (JsonParser parser = CSV.getFactory().createParser(file.content())) {
      parser.setSchema(schema);
      List<String> fields = new ArrayList<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          line = parser.currentLocation().getLineNr();
        } else if (token == JsonToken.END_ARRAY) {
          rows.add(new Row(line, fields));
          fields = new ArrayList<>();
        } else {
          fields.add(parser.getText());
        }
      }
    } catch (JsonProcessingException e) {
      malformed.add(
          file.malformed(
              line,
              "expected fields as in RFC 4180, found broken quotes, nothing is read from here on;"
                  + " put quotes around a field with quotes in it, and write those twice",
              e));
    }
    return rows;
  }

  /** The fields of a record and the line it begins at. */
  private record Row(int line, List<String> fields) {}
}
