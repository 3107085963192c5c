package io.tagstream.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard output, which remembers why it could not be written: a writer around it only says
 * that something failed, and half a result must not pass for a whole one.
 */
final class StandardOutput extends FilterOutputStream {
  private @Nullable IOException failure;

  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream target) {
    super(target);
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int begin, int length) throws IOException {
    try {
      out.write(bytes, begin, length);
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    }
  }

  /**
   * Returns what went wrong. That a reader closed its end, as {@code head} does, is no failure: it
   * has had enough.
   */
  Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(cause -> String.valueOf(cause.getMessage()))
        .filter(message -> !message.contains("Broken pipe"));
  }
}
