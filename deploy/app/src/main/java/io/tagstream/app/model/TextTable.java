package io.tagstream.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of words in columns as wide as their longest word, the last one as wide as it likes. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row with a word for each column. */
  TextTable row(String... words) {
    rows.add(IntStream.range(0, words.length).mapToObj(i -> Words.plain(words[i])).toList());
    return this;
  }

  /** Returns all lines, heads first. */
  List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String word = row.get(column);
      line.append(word).append(" ".repeat(widths[column] - word.length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
