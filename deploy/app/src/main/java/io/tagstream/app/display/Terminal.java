package io.tagstream.app.display;

import java.util.Map;

/**
 * What standard output leads to.
 *
 * @param columns width in character cells
 * @param colors whether escape sequences for colours may be written
 */
public record Terminal(int columns, boolean colors) {
  /** Set by the launcher to the width of the terminal; absent if output goes elsewhere. */
  public static final String COLUMNS_PROPERTY = "tagstream.terminal.columns";

  /** Set by the launcher to the height of the terminal; absent if output goes elsewhere. */
  public static final String ROWS_PROPERTY = "tagstream.terminal.rows";

  /** Set by the launcher if standard input is a terminal. */
  public static final String TYPING_PROPERTY = "tagstream.terminal.typing";

  private static final int DEFAULT_COLUMNS = 100;
  private static final int LEAST_COLUMNS = 40;
  private static final int DEFAULT_ROWS = 24;

  /** Returns whether somebody types what comes in on standard input. */
  public static boolean isTyping() {
    return Boolean.getBoolean(TYPING_PROPERTY);
  }

  /** Returns whether standard output leads to a screen that can be painted over. */
  public static boolean isScreen() {
    return Integer.getInteger(COLUMNS_PROPERTY, 0) > 0;
  }

  /** Returns the height of the screen in lines. */
  public static int rows() {
    int rows = Integer.getInteger(ROWS_PROPERTY, DEFAULT_ROWS);
    return rows > 1 ? rows : DEFAULT_ROWS;
  }

  /** Finds out about the standard output of this process. */
  public static Terminal detect(ColorMode mode) {
    return detect(mode, System.getenv());
  }

  static Terminal detect(ColorMode mode, Map<String, String> environment) {
    int columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
    boolean colors =
        switch (mode) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> columns > 0 && environment.getOrDefault("NO_COLOR", "").isEmpty();
        };
    return new Terminal(columns == 0 ? DEFAULT_COLUMNS : Math.max(LEAST_COLUMNS, columns), colors);
  }
}
