package io.tagstream.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Something somebody says.
 *
 * @param key who says it
 * @param text what is said
 */
record Utterance(String key, String text) {
  private static final String CONVERSATION = "conversation.txt";
  private static final String COMMENT = "#";

  /**
   * Reads a line {@code key: text}.
   *
   * @param defaultKey the key of a line without one
   * @return nothing if the line has no text
   */
  static Optional<Utterance> parse(String line, String defaultKey) {
    int colon = line.indexOf(": ");
    boolean keyed = colon > 0 && line.substring(0, colon).strip().indexOf(' ') < 0;
    String key = keyed ? line.substring(0, colon).strip() : defaultKey;
    String text = (keyed ? line.substring(colon + 1) : line).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(new Utterance(key, text));
  }

  /** Returns the conversation that ships with the demo. */
  static List<Utterance> conversation() {
    return read(CONVERSATION);
  }

  /** Reads the lines of a file that ships with the demo. */
  static List<Utterance> read(String resource) {
    try (InputStream stream = Utterance.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith(COMMENT))
          .flatMap(line -> parse(line, "").stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
