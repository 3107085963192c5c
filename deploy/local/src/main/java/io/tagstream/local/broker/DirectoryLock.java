package io.tagstream.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The sole right to use a broker's directory. Kafka takes a lock of its own, but only after it has
 * begun to write the log of the controller, which two of them would spoil for each other.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "tagstream.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a directory, which is made if it is not there.
   *
   * @throws BrokerException if another broker uses it, or it cannot be written to
   */
  static DirectoryLock take(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new BrokerException(
            "%s is in use by another broker; stop that one, or name another directory."
                .formatted(directory),
            null);
      }
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new BrokerException(
          "The broker's directory %s cannot be used: %s; name one this user may write to."
              .formatted(directory, e),
          e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
