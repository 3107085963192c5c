package io.tagstream.model.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Labelled data is not what it should be. The message names the file and, if it is one, the line.
 */
public final class MalformedDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedDataException(Path file, int line, String problem, @Nullable Throwable cause) {
    super(file + ", line " + line + ": " + problem, cause);
  }

  /** The fault is that of the file, not of a line. */
  public MalformedDataException(Path file, String problem, @Nullable Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
