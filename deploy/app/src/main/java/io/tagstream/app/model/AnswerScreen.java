package io.tagstream.app.model;

import io.tagstream.app.model.Answers.Answer;
import io.tagstream.schemas.ModelState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error what the instances have answered so far: on a terminal as a table that is
 * painted over, elsewhere as a line whenever one says something new. Belongs to one thread.
 */
final class AnswerScreen {
  private static final String ESCAPE = "\u001b[";

  private final PrintWriter err;
  private final boolean terminal;
  private final int rows;
  private final Map<String, ModelState> shown = new HashMap<>();
  private int height;

  /**
   * Shows nothing yet.
   *
   * @param terminal whether lines can be painted over
   * @param rows lines of that terminal
   */
  AnswerScreen(PrintWriter err, boolean terminal, int rows) {
    this.err = err;
    this.terminal = terminal;
    this.rows = rows;
  }

  /** Begins to show the answers to another command. */
  void begin(String what) {
    clear();
    shown.clear();
    err.println(what);
    err.flush();
  }

  void show(Answers answers) {
    if (terminal) {
      paint(answers);
    } else {
      answers.all().forEach(this::tell);
    }
    err.flush();
  }

  private void tell(Answer answer) {
    if (answer.state() != null && answer.state() != shown.put(answer.instance(), answer.state())) {
      err.printf(
          "  %s: %s after %s%n",
          Words.plain(answer.instance()), state(answer), Words.seconds(answer.after()));
    }
  }

  private void paint(Answers answers) {
    TextTable table = new TextTable("INSTANCE", "STATE", "AFTER");
    answers.all().forEach(answer -> addRow(table, answer));
    List<String> lines = new ArrayList<>(table.lines());
    if (lines.size() > rows - 2) {
      int more = lines.size() - (rows - 3);
      lines = new ArrayList<>(lines.subList(0, rows - 3));
      lines.add("... and " + more + " more");
    }
    StringBuilder frame = new StringBuilder(up());
    lines.forEach(line -> frame.append(line).append(ESCAPE).append("K\n"));
    err.print(frame.append(ESCAPE).append("J"));
    height = lines.size();
  }

  /** Adds what an instance said to a table of these three columns. */
  static void addRow(TextTable table, Answer answer) {
    table.row(
        answer.instance(),
        state(answer),
        answer.state() == null ? "" : Words.seconds(answer.after()));
  }

  private static String state(Answer answer) {
    @Nullable ModelState state = answer.state();
    String reason = answer.reasonCode() == null ? "" : " " + Words.plain(answer.reasonCode());
    return state == null ? "silent" : state + reason;
  }

  /** Takes away what was painted, to make room for the result. */
  void clear() {
    if (height > 0) {
      err.print(up() + ESCAPE + "J");
      err.flush();
    }
    height = 0;
  }

  private String up() {
    return height == 0 ? "" : ESCAPE + height + "A\r";
  }
}
