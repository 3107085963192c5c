package io.tagstream.model.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives in a directory, named after their SHA-256. Several threads and processes may use it at
 * once: a file gets its name when it is whole, in one step, and is never changed after; whoever has
 * opened one can read it to its end although another deletes it.
 */
final class ArchiveCache {
  private static final Logger log = LoggerFactory.getLogger(ArchiveCache.class);

  private static final String SUFFIX = ".tar.gz";
  private static final String PART_SUFFIX = ".part";

  /** Nobody is still writing a file that has not grown for so long. */
  private static final Duration STALE_PART = Duration.ofHours(6);

  private final Path directory;
  private final long maxBytes;

  ArchiveCache(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** Returns where the archive of a digest lies if it is there. */
  Path path(String sha256) {
    return directory.resolve(sha256 + SUFFIX);
  }

  /** Makes an empty file for an archive that is yet to come; whoever asked deletes or keeps it. */
  Path begin() throws IOException {
    // A link to a directory is none of ours to make.
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    return Files.createTempFile(directory, "fetch-", PART_SUFFIX);
  }

  /** Gives a whole file its name, and makes room for it. */
  void keep(Path part, String sha256) throws IOException {
    Path kept = path(sha256);
    Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    touch(kept);
    evict(kept);
  }

  /** Notes that a file was used. */
  void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It may have been deleted since, or be another user's; then it goes sooner than it should.
    }
  }

  /** Deletes what was used longest ago until the rest is small enough. */
  private void evict(Path kept) throws IOException {
    List<Entry> entries = entries();
    long total = entries.stream().mapToLong(Entry::bytes).sum();
    for (Entry entry : entries) {
      if (total > maxBytes && !entry.file().equals(kept) && delete(entry.file())) {
        total -= entry.bytes();
      }
    }
  }

  /** Returns whether a file is gone; one of another user may stay, and take its room. */
  private static boolean delete(Path file) {
    try {
      Files.deleteIfExists(file);
      return true;
    } catch (IOException e) {
      log.warn("Could not delete {} to make room: {}", file.getFileName(), String.valueOf(e));
      return false;
    }
  }

  /** Archives, that used longest ago first; what was never finished is deleted on the way. */
  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Entry entry = entry(file);
        if (entry != null && entry.isArchive()) {
          entries.add(entry);
        } else if (entry != null && entry.isStalePart()) {
          delete(file);
        }
      }
    }
    entries.sort(Comparator.comparing(Entry::used));
    return entries;
  }

  private static @Nullable Entry entry(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Entry(file, attributes.size(), attributes.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return null; // another process was faster
    }
  }

  private record Entry(Path file, long bytes, FileTime used) {
    private String name() {
      return file.getFileName().toString();
    }

    /** Other files in the directory are none of ours. */
    boolean isArchive() {
      String name = name();
      return name.endsWith(SUFFIX)
          && Sha256.HEX.matcher(name.substring(0, name.length() - SUFFIX.length())).matches();
    }

    boolean isStalePart() {
      return name().startsWith("fetch-")
          && name().endsWith(PART_SUFFIX)
          && used.toInstant().isBefore(Instant.now().minus(STALE_PART));
    }
  }
}
