package io.tagstream.training.checkpoint;

import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory beside the bundle-to-be, {@code OUT.training}, that an unfinished training keeps:
 * the checkpoint, and the best bundle so far as {@code best-epoch-N}. At any moment after the first
 * epoch both are there and whole, however the process ends. Used by one thread, but for {@link
 * #best}.
 */
public final class TrainingDirectory {
  private static final String CHECKPOINT = "checkpoint";
  private static final String PARTIAL = ".partial";
  private static final String BEST = "best-epoch-";
  private static final Pattern BEST_BUNDLE = Pattern.compile(BEST + "[1-9][0-9]*");

  private final UnfinishedDirectory directory;
  private final CheckpointFile file;
  private volatile @Nullable Path best;

  private TrainingDirectory(UnfinishedDirectory directory) {
    this.directory = directory;
    this.file = new CheckpointFile(directory.path().resolve(CHECKPOINT));
  }

  /** Returns the directory that belongs to a bundle's; makes nothing. */
  public static TrainingDirectory beside(Path bundle) {
    return new TrainingDirectory(UnfinishedDirectory.beside(bundle));
  }

  public Path path() {
    return directory.path();
  }

  /** Returns whether an unfinished training can be gone on with. */
  public boolean hasCheckpoint() {
    return Files.exists(path().resolve(CHECKPOINT));
  }

  /**
   * Checks that nothing lies here but what a training leaves, before it writes and, at last,
   * removes what it wrote.
   *
   * @throws CheckpointException if something else does
   */
  public void verify() throws IOException {
    directory.verify(TrainingDirectory::isOurs);
  }

  /**
   * Reads the checkpoint of the training that is to be gone on with.
   *
   * @param now what is to be trained
   * @throws CheckpointException if the checkpoint is not of this training, or broken
   */
  public Checkpoint read(TrainingIdentity now) throws IOException {
    Checkpoint checkpoint = file.read();
    directory.verify(checkpoint.identity(), now);
    best = bestOf(checkpoint.best());
    return checkpoint;
  }

  /**
   * Keeps the bundle of an epoch that was better than all before. The one before stays until {@link
   * #write}.
   */
  public void keep(BundleFiles bundle, int epoch) throws IOException {
    Files.createDirectories(path());
    Path partial = path().resolve(PARTIAL);
    UnfinishedDirectory.deleteAll(partial);
    BundleWriter.write(partial, bundle);
    Path place = bestOf(epoch);
    UnfinishedDirectory.deleteAll(place);
    Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
    best = place;
  }

  /** Writes the checkpoint, and removes the bundles it does not speak of. */
  public void write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(path());
    file.write(checkpoint);
    for (Path entry : directory.entries()) {
      if (isBestBundle(entry) && !entry.equals(bestOf(checkpoint.best()))) {
        UnfinishedDirectory.deleteAll(entry);
      }
    }
  }

  /** Returns the best bundle so far, or {@code null} before the end of the first epoch. */
  public @Nullable Path best() {
    return best;
  }

  /**
   * Removes what a training leaves: it is finished, or not to be gone on with. The directory stays
   * if there is anything else in it.
   */
  public void delete() throws IOException {
    directory.delete(TrainingDirectory::isOurs);
  }

  private static boolean isOurs(Path entry) {
    String name = entry.getFileName().toString();
    return isBestBundle(entry)
        || name.equals(PARTIAL)
        || name.equals(CHECKPOINT)
        || name.equals(CHECKPOINT + PARTIAL);
  }

  private static boolean isBestBundle(Path entry) {
    return BEST_BUNDLE.matcher(entry.getFileName().toString()).matches();
  }

  private Path bestOf(int epoch) {
    return path().resolve(BEST + epoch);
  }
}
