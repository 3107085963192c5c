package io.tagstream.app.display;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * One line of a text, ready to be written.
 *
 * @param text the line with its spans marked
 * @param labels the rows beneath it
 * @param classes the classes of the sentences that begin on it
 */
record PaintedLine(String text, List<String> labels, List<String> classes) {

  /**
   * Wraps and paints a text.
   *
   * @param struck those of its spans that are shown as taken back
   */
  static List<PaintedLine> of(
      Passage passage, Collection<Passage.Span> struck, int columns, Palette palette) {
    int[] codePoints = Cells.printable(passage.text());
    int[] widths = Cells.widths(codePoints);
    List<PaintedLine> lines = new ArrayList<>();
    int begin = 0;
    for (Line line : Line.wrap(codePoints, widths, columns - brackets(passage, palette))) {
      Brush brush = new Brush(codePoints, widths, struck, palette);
      brush.paint(line, passage.spans());
      lines.add(
          new PaintedLine(
              brush.text.toString(),
              LabelRows.of(brush.labels, palette),
              classes(passage, begin, line.end(), palette)));
      begin = line.end();
    }
    return lines;
  }

  /** Room for the brackets that stand for colours; rarely are there more spans on a line. */
  private static int brackets(Passage passage, Palette palette) {
    return palette.hasColors() ? 0 : 2 * Math.min(4, passage.spans().size());
  }

  private static List<String> classes(Passage passage, int begin, int end, Palette palette) {
    List<String> classes = new ArrayList<>();
    for (Passage.Sentence sentence : passage.sentences()) {
      String label = sentence.label();
      Float score = sentence.score();
      if (label == null || score == null || sentence.begin() < begin || sentence.begin() >= end) {
        continue;
      }
      String percent = String.format(Locale.ROOT, "%3.0f %%", 100 * score);
      classes.add(palette.faint(percent) + " " + palette.strong(label));
    }
    return classes;
  }

  /** Paints one line from left to right. */
  private static final class Brush {
    private final int[] codePoints;
    private final int[] widths;
    private final Collection<Passage.Span> struck;
    private final Palette palette;
    private final StringBuilder text = new StringBuilder();
    private final List<LabelRows.Hanging> labels = new ArrayList<>();
    private int column;

    Brush(int[] codePoints, int[] widths, Collection<Passage.Span> struck, Palette palette) {
      this.codePoints = codePoints;
      this.widths = widths;
      this.struck = struck;
      this.palette = palette;
    }

    void paint(Line line, List<Passage.Span> spans) {
      int position = line.begin();
      for (Passage.Span span : spans) {
        int begin = Math.max(span.begin(), line.begin());
        int end = Math.min(span.end(), line.end());
        if (begin < end) {
          text.append(copy(position, begin));
          paint(span, begin, end);
          position = end;
        }
      }
      text.append(copy(position, line.end()));
    }

    private void paint(Passage.Span span, int begin, int end) {
      String open = palette.hasColors() ? "" : "[";
      String close = palette.hasColors() ? "" : "]";
      column += open.length();
      boolean gone = struck.contains(span);
      if (begin == span.begin()) {
        labels.add(new LabelRows.Hanging(column, span.label(), gone));
      }
      String surface = copy(begin, end);
      text.append(open)
          .append(gone ? palette.struck(surface) : palette.span(span.label(), surface))
          .append(close);
      column += close.length();
    }

    private String copy(int begin, int end) {
      for (int i = begin; i < end; i++) {
        column += widths[i];
      }
      return new String(codePoints, begin, Math.max(0, end - begin));
    }
  }
}
