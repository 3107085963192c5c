package io.tagstream.app.display;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows texts that grow and change, in place: every picture is painted over the one before, by the
 * control sequences of ECMA-48. Used by one thread.
 */
public final class LiveDisplay implements AutoCloseable {
  private static final String ESCAPE = "\u001b[";
  private static final String HIDE_CURSOR = ESCAPE + "?25l";
  private static final String SHOW_CURSOR = ESCAPE + "?25h";

  /** Off while a picture is painted: what is too long must not become two lines. */
  private static final String WRAP_OFF = ESCAPE + "?7l";

  private static final String WRAP_ON = ESCAPE + "?7h";
  private static final String ERASE_REST_OF_LINE = ESCAPE + "K";
  private static final String ERASE_BELOW = ESCAPE + "J";

  private final PrintWriter out;
  private final PassageLines lines;
  private final int rows;
  private int height;

  /**
   * Makes a display that has shown nothing.
   *
   * @param terminal what {@code out} leads to, a screen
   * @param rows lines of the screen, at least two
   */
  public LiveDisplay(PrintWriter out, Terminal terminal, int rows) {
    this.out = out;
    this.rows = rows;
    this.lines = new PassageLines(terminal);
  }

  /**
   * A text as it is now.
   *
   * @param passage the text; its spans may hold some that were just taken back
   * @param struck which of them these are
   */
  public record Picture(Passage passage, List<Passage.Span> struck) {
    public Picture {
      struck = List.copyOf(struck);
    }
  }

  /** Returns whether texts and a footer fit on the screen; else their first lines are left out. */
  public boolean fits(List<Picture> pictures) {
    return painted(pictures, "").size() < rows;
  }

  /**
   * Paints texts over those that were shown before.
   *
   * @param footer a line below them
   */
  public void show(List<Picture> pictures, String footer) {
    List<String> all = painted(pictures, footer);
    // The cursor cannot go back to what has left the screen.
    List<String> painted = all.subList(Math.max(0, all.size() - (rows - 1)), all.size());
    StringBuilder frame = new StringBuilder(HIDE_CURSOR).append(WRAP_OFF);
    if (height > 0) {
      frame.append(ESCAPE).append(height).append("A\r");
    }
    painted.forEach(line -> frame.append(line).append(ERASE_REST_OF_LINE).append('\n'));
    out.print(frame.append(ERASE_BELOW).append(WRAP_ON));
    out.flush();
    height = painted.size();
  }

  private List<String> painted(List<Picture> pictures, String footer) {
    List<String> painted = new ArrayList<>();
    for (Picture picture : pictures) {
      painted.addAll(lines.of(picture.passage(), picture.struck()));
      painted.add("");
    }
    painted.add(lines.palette().faint(footer));
    return painted;
  }

  /** Leaves the last picture where it is and gives the cursor back. */
  @Override
  public void close() {
    out.print(SHOW_CURSOR);
    out.flush();
    height = 0;
  }
}
