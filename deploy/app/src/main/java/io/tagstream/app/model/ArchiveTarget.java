package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.model.bundle.PackedArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where archives are put. */
interface ArchiveTarget {
  /**
   * Puts an archive there, and its signature beside it; whoever looks meanwhile sees no part of it.
   *
   * @return where it is now
   * @throws CommandException if something else is there, or it cannot be put there
   */
  URI put(Archive archive) throws InterruptedException;

  /**
   * Finds out what a user means.
   *
   * @param to path, {@code file:} URI or {@code http(s):} URI
   * @param headers file of HTTP headers; null for none
   * @throws CommandException if it is none of them
   */
  static ArchiveTarget of(String to, @Nullable Path headers) {
    String lower = to.toLowerCase(Locale.ROOT);
    try {
      if (lower.startsWith("http:") || lower.startsWith("https:")) {
        return new ArchiveUpload(URI.create(to), headers);
      }
      Path place = lower.startsWith("file:") ? Path.of(URI.create(to)) : Path.of(to);
      return new InDirectory(place.toAbsolutePath().normalize());
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          "--to: expected a directory or a file: or http(s): URI, found '%s': %s"
              .formatted(to, e.getMessage()),
          e);
    }
  }

  /** Returns whether a place is that of one archive, and not of many. */
  static boolean isArchive(String place) {
    return place.endsWith(".tar.gz") || place.endsWith(".tgz");
  }

  /**
   * A directory of this machine, or one archive in it.
   *
   * @param place the directory or the archive
   */
  record InDirectory(Path place) implements ArchiveTarget {
    @Override
    public URI put(Archive archive) {
      boolean named = isArchive(place.toString());
      Path file = named ? place : place.resolve(archive.fileName());
      Path directory = file.getParent();
      if (directory == null || !Files.isDirectory(directory)) {
        throw new CommandException(
            "--to: expected a directory, found none at %s; make it, or name another."
                .formatted(directory));
      }
      try {
        keepOrWrite(archive, file);
        byte[] signature = archive.signature();
        if (signature != null) {
          byte[] text = ArchiveSigning.text(signature).getBytes(StandardCharsets.UTF_8);
          write(ArchiveSigning.fileBeside(file), text);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return file.toUri();
    }

    private static void keepOrWrite(Archive archive, Path file) throws IOException {
      if (!Files.exists(file)) {
        write(file, archive.bytes());
      } else if (!PackedArchive.of(file).sha256().equals(archive.sha256())) {
        throw new CommandException(
            "%s: expected no file, or this very archive, found another one; texts it tagged may have to be tagged again, so it stays: name another place."
                .formatted(file));
      }
    }

    private static void write(Path file, byte[] content) throws IOException {
      Path part = Files.createTempFile(file.getParent(), ".push-", ".part");
      try {
        Files.write(part, content);
        // Others may read it, as far as the directory lets them.
        part.toFile().setReadable(true, false);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}
