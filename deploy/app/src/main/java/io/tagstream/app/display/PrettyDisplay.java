package io.tagstream.app.display;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows each text with its spans coloured (or in brackets, without colours), their labels beneath,
 * its key to the left and the classes of its sentences to the right.
 */
final class PrettyDisplay implements Display {
  private static final int KEY_COLUMNS = 10;
  private static final int CLASS_COLUMNS = 28;
  private static final int LEAST_TEXT_COLUMNS = 36;

  private final PrintWriter out;
  private final Terminal terminal;
  private final Palette palette;

  PrettyDisplay(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
    this.palette = new Palette(terminal.colors());
  }

  @Override
  public void show(Passage passage) {
    int indent = passage.key() == null ? 0 : KEY_COLUMNS + 2;
    int beside = terminal.columns() - indent - CLASS_COLUMNS - 2;
    boolean aside = beside >= LEAST_TEXT_COLUMNS;
    int columns = aside ? beside : terminal.columns() - indent;
    List<String> rows = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (PaintedLine line : PaintedLine.of(passage, columns, palette)) {
      classes.addAll(line.classes());
      rows.add(line.text());
      rows.addAll(line.labels());
    }
    String key = passage.key() == null ? "" : passage.key();
    print(aside ? besides(rows, classes, columns) : above(rows, classes), key, indent);
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

  private void print(List<String> lines, String key, int indent) {
    String margin = indent == 0 ? "" : palette.strong(Cells.fit(key, KEY_COLUMNS)) + "  ";
    for (String line : lines) {
      out.println((margin + line).stripTrailing());
      margin = " ".repeat(indent);
    }
    out.println();
    out.flush();
  }
}
