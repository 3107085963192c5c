package io.tagstream.app.display;

import java.io.PrintWriter;
import java.util.List;

/** Shows each text for people, as {@link PassageLines} lays it out. */
final class PrettyDisplay implements Display {
  private final PrintWriter out;
  private final PassageLines lines;

  PrettyDisplay(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.lines = new PassageLines(terminal);
  }

  @Override
  public void show(Passage passage) {
    lines.of(passage, List.of()).forEach(out::println);
    out.println();
    out.flush();
  }
}
