package io.tagstream.model.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a file of labelled data is written. */
public enum DataFormat {
  /** One JSON object a line (<a href="https://jsonlines.org">JSON lines</a>). */
  JSONL,
  /** A token a line with its tag in the last column (Tjong Kim Sang and De Meulder 2003). */
  CONLL,
  /** Comma-separated values (RFC 4180) of texts and their classes, below a header. */
  CSV,
  /** The same with tabs instead of commas. */
  TSV;

  private static final List<String> JSONL_NAMES = List.of(".jsonl", ".ndjson", ".json");
  private static final List<String> CONLL_NAMES =
      List.of(".conll", ".iob", ".iob1", ".iob2", ".bio", ".bioes", ".bilou");

  /** Recognises the format of a file by its name or, if that says nothing, by its first line. */
  static DataFormat of(DataFile file) {
    DataFormat named = byName(file.name());
    return named == null ? byFirstLine(file) : named;
  }

  /** Returns whether the name of a file says its format. */
  static boolean isNamed(DataFile file) {
    return byName(file.name()) != null;
  }

  private static @Nullable DataFormat byName(String name) {
    if (JSONL_NAMES.stream().anyMatch(name::endsWith)) {
      return JSONL;
    }
    if (CONLL_NAMES.stream().anyMatch(name::endsWith)) {
      return CONLL;
    }
    return name.endsWith(".csv") ? CSV : null;
  }

  private static DataFormat byFirstLine(DataFile file) {
    String first = file.firstLine().strip();
    if (first.startsWith("{") && first.endsWith("}")) {
      return JSONL;
    }
    if (isHeader(first, "\t")) {
      return TSV;
    }
    return isHeader(first, ",") ? CSV : CONLL;
  }

  private static boolean isHeader(String line, String separator) {
    Set<String> columns =
        Arrays.stream(line.split(separator, -1))
            .map(column -> column.strip().replace("\"", "").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return columns.contains(CsvReader.TEXT)
        && CsvReader.CLASS_NAMES.stream().anyMatch(columns::contains);
  }
}
