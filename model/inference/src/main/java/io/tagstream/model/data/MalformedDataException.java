package io.tagstream.model.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Labelled data is not what it should be. The message names the file and, if it is one, the line;
 * of several lines it names each, one below the other.
 */
public final class MalformedDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int line;

  public MalformedDataException(Path file, int line, String problem, @Nullable Throwable cause) {
    super(file + ", line " + line + ": " + problem, cause);
    this.line = line;
  }

  /** The fault is that of the file, not of a line. */
  public MalformedDataException(Path file, String problem, @Nullable Throwable cause) {
    super(file + ": " + problem, cause);
    line = 0;
  }

  /**
   * Several lines of a file are malformed.
   *
   * @param message names each
   * @param first what is wrong with the first
   */
  MalformedDataException(String message, MalformedDataException first) {
    super(message, first);
    line = first.line;
  }

  /** Returns the line, from 1; 0 if the fault is that of the file. */
  int line() {
    return line;
  }
}
