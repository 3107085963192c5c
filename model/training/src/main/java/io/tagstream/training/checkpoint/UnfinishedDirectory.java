package io.tagstream.training.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The directory beside what a training makes, {@code OUT.training}: where it lies, what is in it.
 *
 * @param path absolute
 */
record UnfinishedDirectory(Path path) {
  private static final String SUFFIX = ".training";

  /** Returns the directory that belongs to another; makes nothing. */
  static UnfinishedDirectory beside(Path out) {
    Path absolute = out.toAbsolutePath().normalize();
    return new UnfinishedDirectory(absolute.resolveSibling(absolute.getFileName() + SUFFIX));
  }

  /**
   * Checks that nothing lies here but what a training leaves, before it writes and, at last,
   * removes what it wrote.
   *
   * @throws CheckpointException if something else does
   */
  void verify(Predicate<Path> isOurs) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String found = Files.isDirectory(path) ? "" : "a file";
    if (found.isEmpty()) {
      found = entries().stream().filter(isOurs.negate()).map(Path::toString).findFirst().orElse("");
    }
    if (!found.isEmpty()) {
      throw new CheckpointException(
          "--out: expected nothing in %s but what a training leaves there, found %s; name another --out, or move it away"
              .formatted(path, found));
    }
  }

  /**
   * Checks that a checkpoint is of the training that is to be gone on with.
   *
   * @throws CheckpointException if it is of another
   */
  void verify(TrainingIdentity before, TrainingIdentity now) {
    List<String> differences = before.differences(now);
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          "--resume: expected the training that %s was written by, found another: %s; "
                  .formatted(path, String.join("; ", differences))
              + "set these back, or remove the directory and train from the beginning");
    }
  }

  /** Removes what a training leaves. The directory stays if there is anything else in it. */
  void delete(Predicate<Path> isOurs) throws IOException {
    if (!Files.isDirectory(path)) {
      return;
    }
    for (Path entry : entries()) {
      if (isOurs.test(entry)) {
        deleteAll(entry);
      }
    }
    if (entries().isEmpty()) {
      Files.delete(path);
    }
  }

  List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.sorted().toList();
    }
  }

  static void deleteAll(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(Objects.requireNonNull(entry));
      }
    }
  }
}
