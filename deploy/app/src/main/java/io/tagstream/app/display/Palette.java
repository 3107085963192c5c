package io.tagstream.app.display;

import java.util.HashMap;
import java.util.Map;

/** Gives every label a colour of its own, as long as there are any; the same one every time. */
final class Palette {
  // Foreground colours that can be read on dark and on light backgrounds.
  private static final String[] COLORS = {"36", "33", "35", "32", "34", "31", "96", "95", "92"};
  private static final String RESET = "\u001b[0m";

  private final boolean colors;
  private final Map<String, String> byLabel = new HashMap<>();

  Palette(boolean colors) {
    this.colors = colors;
  }

  boolean hasColors() {
    return colors;
  }

  /** Returns the surface of a span. */
  String span(String label, String surface) {
    return paint("1;4;" + color(label), surface);
  }

  /** Returns the name of a label. */
  String label(String label, String text) {
    return paint(color(label), text);
  }

  /** Returns what is taken back. */
  String struck(String text) {
    return paint("2;9", text);
  }

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  /** Returns painted text as it was before. */
  static String unpainted(String painted) {
    return painted.replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private String color(String label) {
    return byLabel.computeIfAbsent(label, unused -> COLORS[byLabel.size() % COLORS.length]);
  }

  private String paint(String codes, String text) {
    return colors && !text.isEmpty() ? "\u001b[" + codes + "m" + text + RESET : text;
  }
}
