package io.tagstream.local.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.schemas.registry.RegistryChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The changes of a registry as a file of JSON lines, only ever appended to. A change is in the file
 * before it takes effect. A last line without its end is what a killed process leaves behind: the
 * change was never answered, so the line is cut off. The file is locked against a second process.
 *
 * <p>Not for use by several threads at once: the registry calls it under its own lock.
 */
final class RegistryLog implements Consumer<RegistryChange>, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final FileChannel channel;

  private RegistryLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the log of a directory, which is made if it is not there.
   *
   * @throws UncheckedIOException if the directory cannot be used, or another process uses it
   */
  static RegistryLog open(Path directory) {
    Path file = directory.resolve("schema-registry.jsonl");
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new IOException("another registry has it open; stop that one or use another folder");
      }
      return new RegistryLog(file, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot open the registry's log %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  // The lock lives as long as the channel.
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * All changes so far, oldest first. Cuts off a torn last line.
   *
   * @throws UncheckedIOException if a line is none of ours
   */
  List<RegistryChange> replay() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      channel.truncate(end);
      channel.position(end);
      return parse(new String(bytes, 0, end, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the registry's log %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<RegistryChange> parse(String text) throws IOException {
    List<RegistryChange> changes = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        changes.add(JSON.readValue(line, RegistryChange.class));
      } catch (JsonProcessingException e) {
        throw new IOException(
            ("expected a change of the registry in line %d, found something else (%s). Restore the"
                    + " file, or delete it with the topics that use it")
                .formatted(number, e.getOriginalMessage()),
            e);
      }
    }
    return changes;
  }

  /** Appends one change and brings it to the disk; a failure leaves the log as it was. */
  @Override
  public void accept(RegistryChange change) {
    try {
      long before = channel.position();
      try {
        byte[] line = (JSON.writeValueAsString(change) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer rest = ByteBuffer.wrap(line);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(false);
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the registry's log %s: %s. Nothing was changed; make room and try again."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the registry's log " + file, e);
    }
  }
}
