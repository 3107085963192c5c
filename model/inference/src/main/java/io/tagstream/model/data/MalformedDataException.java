package io.tagstream.model.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A line of labelled data is not what it should be. The message names file and line. */
public final class MalformedDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedDataException(Path file, int line, String problem, @Nullable Throwable cause) {
    super(file + ", line " + line + ": " + problem, cause);
  }
}
