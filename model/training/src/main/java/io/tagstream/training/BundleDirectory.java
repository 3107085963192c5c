package io.tagstream.training;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The directory a bundle is written to: all of it or nothing. The files are written beside it and
 * moved into place; whatever ends the process before leaves no bundle and no half of one.
 */
final class BundleDirectory {
  private final Path directory;

  private BundleDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Checks that a bundle can be written to a directory, before hours are spent on making it.
   *
   * @throws TrainConfigException if something is there already, or nothing may be written beside it
   */
  static BundleDirectory at(Path directory) throws IOException {
    if (Files.exists(directory) && !isEmptyDirectory(directory)) {
      throw new TrainConfigException(
          "--out: expected a directory that is empty or not there yet, found "
              + (directory + " in use; name another one or remove it"));
    }
    NearestDirectory nearest = NearestDirectory.above(directory);
    if (!nearest.isWritable()) {
      throw new TrainConfigException(
          "--out: expected a directory in a writable one, where OUT.training and the unfinished bundle lie beside it, found %s, but %s is no directory that may be written; name another one"
              .formatted(directory, nearest.path()));
    }
    return new BundleDirectory(directory.toAbsolutePath().normalize());
  }

  private static boolean isEmptyDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** What makes a directory that is not there yet. */
  @FunctionalInterface
  interface Contents {
    void write(Path directory) throws IOException;
  }

  /** Writes the bundle; where an {@link Interruption} watches, no signal ends that halfway. */
  void write(BundleFiles files) throws IOException {
    write(bundle -> BundleWriter.write(bundle, files));
  }

  /** Writes something else in the place of a bundle, in the same way. */
  void write(Contents contents) throws IOException {
    Path parent = Files.createDirectories(Objects.requireNonNull(directory.getParent()));
    Path partial = Files.createTempDirectory(parent, "." + directory.getFileName() + ".partial-");
    try {
      Path bundle = partial.resolve("bundle");
      contents.write(bundle);
      Files.deleteIfExists(directory);
      Files.move(bundle, directory, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(partial);
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(directory)) {
      List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": cannot be removed; remove it by hand", e);
    }
  }
}
