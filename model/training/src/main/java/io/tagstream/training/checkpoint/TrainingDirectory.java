package io.tagstream.training.checkpoint;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory beside the bundle-to-be, {@code OUT.training}, that an unfinished training keeps:
 * the checkpoint, and the best bundle so far as {@code best-epoch-N}. At any moment after the first
 * epoch both are there and whole, however the process ends. Used by one thread, but for {@link
 * #best}.
 */
public final class TrainingDirectory {
  private static final String SUFFIX = ".training";
  private static final String BEST = "best-epoch-";

  private final Path directory;
  private final CheckpointFile file;
  private volatile @Nullable Path best;

  private TrainingDirectory(Path directory) {
    this.directory = directory;
    this.file = new CheckpointFile(directory.resolve("checkpoint"));
  }

  /** Returns the directory that belongs to a bundle's; makes nothing. */
  public static TrainingDirectory beside(Path bundle) {
    Path absolute = bundle.toAbsolutePath().normalize();
    return new TrainingDirectory(absolute.resolveSibling(absolute.getFileName() + SUFFIX));
  }

  public Path path() {
    return directory;
  }

  /** Returns whether an unfinished training can be gone on with. */
  public boolean hasCheckpoint() {
    return Files.exists(directory.resolve("checkpoint"));
  }

  /**
   * Reads the checkpoint of the training that is to be gone on with.
   *
   * @param now what is to be trained
   * @throws CheckpointException if the checkpoint is not of this training, or broken
   */
  public Checkpoint read(TrainingIdentity now) throws IOException {
    Checkpoint checkpoint = file.read();
    List<String> differences = checkpoint.identity().differences(now);
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          "--resume: expected the training that %s was written by, found another: %s; "
                  .formatted(directory, String.join("; ", differences))
              + "set these back, or remove the directory and train from the beginning");
    }
    best = bestOf(checkpoint.best());
    return checkpoint;
  }

  /**
   * Keeps the bundle of an epoch that was better than all before. The one before stays until {@link
   * #write}.
   */
  public void keep(BundleFiles bundle, int epoch) throws IOException {
    Files.createDirectories(directory);
    Path partial = directory.resolve(".partial");
    delete(partial);
    BundleWriter.write(partial, bundle);
    Path place = bestOf(epoch);
    delete(place);
    Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
    best = place;
  }

  /** Writes the checkpoint, and removes the bundles it does not speak of. */
  public void write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(directory);
    file.write(checkpoint);
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(BEST) && !entry.equals(bestOf(checkpoint.best()))) {
          delete(entry);
        }
      }
    }
  }

  /** Returns the best bundle so far, or {@code null} before the end of the first epoch. */
  public @Nullable Path best() {
    return best;
  }

  /** Removes everything: the training is finished, or not to be gone on with. */
  public void delete() throws IOException {
    delete(directory);
  }

  private Path bestOf(int epoch) {
    return directory.resolve(BEST + epoch);
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(path)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(Objects.requireNonNull(entry));
      }
    }
  }
}
