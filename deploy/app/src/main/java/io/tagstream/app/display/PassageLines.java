package io.tagstream.app.display;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Lays a text out: its spans coloured (or in brackets, without colours), their labels beneath, its
 * key to the left and the classes of its sentences to the right.
 */
final class PassageLines {
  private static final int KEY_COLUMNS = 10;
  private static final int CLASS_COLUMNS = 28;
  private static final int LEAST_TEXT_COLUMNS = 36;

  private final Terminal terminal;
  private final Palette palette;

  PassageLines(Terminal terminal) {
    this.terminal = terminal;
    this.palette = new Palette(terminal.colors());
  }

  Palette palette() {
    return palette;
  }

  /**
   * Returns the lines of a text.
   *
   * @param struck those of its spans that are shown as taken back
   */
  List<String> of(Passage passage, Collection<Passage.Span> struck) {
    int indent = passage.key() == null ? 0 : KEY_COLUMNS + 2;
    int beside = terminal.columns() - indent - CLASS_COLUMNS - 2;
    boolean aside = beside >= LEAST_TEXT_COLUMNS;
    int columns = aside ? beside : terminal.columns() - indent;
    List<String> rows = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (PaintedLine line : PaintedLine.of(passage, struck, columns, palette)) {
      classes.addAll(line.classes());
      rows.add(line.text());
      rows.addAll(line.labels());
    }
    String key = passage.key() == null ? "" : passage.key();
    return indented(aside ? besides(rows, classes, columns) : above(rows, classes), key, indent);
  }

  private static List<String> besides(List<String> rows, List<String> classes, int columns) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(rows.size(), classes.size()); i++) {
      String row = i < rows.size() ? rows.get(i) : "";
      String side = i < classes.size() ? classes.get(i) : "";
      int gap = Math.max(2, columns + 2 - Cells.width(Palette.unpainted(row)));
      lines.add(side.isEmpty() ? row : row + " ".repeat(gap) + side);
    }
    return lines;
  }

  private static List<String> above(List<String> rows, List<String> classes) {
    List<String> lines = new ArrayList<>(classes);
    lines.addAll(rows);
    return lines;
  }

  private List<String> indented(List<String> lines, String key, int indent) {
    List<String> indented = new ArrayList<>(lines.size());
    String margin = indent == 0 ? "" : palette.strong(Cells.fit(key, KEY_COLUMNS)) + "  ";
    for (String line : lines) {
      indented.add((margin + line).stripTrailing());
      margin = " ".repeat(indent);
    }
    return indented;
  }
}
