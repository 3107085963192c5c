package io.tagstream.training.checkpoint;

import io.tagstream.training.report.PretrainingHistory;
import io.tagstream.training.report.PretrainingHistory.Evaluation;
import io.tagstream.training.transformer.PretrainingScores;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory beside the encoder-to-be, {@code OUT.training}, that an unfinished pre-training
 * keeps its checkpoint in. Used by one thread.
 */
public final class PretrainingDirectory {
  private static final String FORMAT = "tagstream-pretraining-1";
  private static final String CHECKPOINT = "checkpoint";
  private static final String PARTIAL = ".partial";

  private final UnfinishedDirectory directory;
  private final DigestedFile file;

  private PretrainingDirectory(UnfinishedDirectory directory) {
    this.directory = directory;
    this.file = new DigestedFile(directory.path().resolve(CHECKPOINT), FORMAT);
  }

  /** Returns the directory that belongs to an encoder's; makes nothing. */
  public static PretrainingDirectory beside(Path encoder) {
    return new PretrainingDirectory(UnfinishedDirectory.beside(encoder));
  }

  public Path path() {
    return directory.path();
  }

  /** Returns whether an unfinished pre-training can be gone on with. */
  public boolean hasCheckpoint() {
    return Files.exists(path().resolve(CHECKPOINT));
  }

  /**
   * Checks that nothing lies here but what a pre-training leaves.
   *
   * @throws CheckpointException if something else does
   */
  public void verify() throws IOException {
    directory.verify(PretrainingDirectory::isOurs);
  }

  /**
   * Reads the checkpoint of the pre-training that is to be gone on with.
   *
   * @param now what is to be trained
   * @throws CheckpointException if the checkpoint is not of this pre-training, or broken
   */
  public PretrainingCheckpoint read(TrainingIdentity now) throws IOException {
    PretrainingCheckpoint checkpoint =
        file.read(
            in ->
                new PretrainingCheckpoint(
                    new TrainingIdentity(CheckpointParts.readFacts(in)),
                    readHistory(in),
                    CheckpointParts.readState(in)));
    directory.verify(checkpoint.identity(), now);
    return checkpoint;
  }

  /** Writes the checkpoint in the place of the one before. */
  public void write(PretrainingCheckpoint checkpoint) throws IOException {
    Files.createDirectories(path());
    file.write(
        out -> {
          CheckpointParts.writeFacts(checkpoint.identity().facts(), out);
          writeHistory(checkpoint.history(), out);
          CheckpointParts.writeState(checkpoint.network(), out);
        });
  }

  /** Removes what a pre-training leaves. The directory stays if there is anything else in it. */
  public void delete() throws IOException {
    directory.delete(PretrainingDirectory::isOurs);
  }

  private static boolean isOurs(Path entry) {
    String name = entry.getFileName().toString();
    return name.equals(CHECKPOINT) || name.equals(CHECKPOINT + PARTIAL);
  }

  private static void writeHistory(PretrainingHistory history, DataOutputStream out)
      throws IOException {
    out.writeInt(history.evaluations().size());
    for (Evaluation evaluation : history.evaluations()) {
      out.writeLong(evaluation.step());
      out.writeDouble(evaluation.rate());
      out.writeDouble(evaluation.seconds());
      writeScores(evaluation.learned(), out);
      writeScores(evaluation.heldOut(), out);
    }
  }

  private static PretrainingHistory readHistory(DataInputStream in) throws IOException {
    List<Evaluation> evaluations = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      evaluations.add(
          new Evaluation(
              in.readLong(), in.readDouble(), in.readDouble(), readScores(in), readScores(in)));
    }
    return new PretrainingHistory(evaluations);
  }

  private static void writeScores(PretrainingScores scores, DataOutputStream out)
      throws IOException {
    out.writeLong(scores.places());
    out.writeDouble(scores.maskedLoss());
    out.writeLong(scores.maskedRight());
    out.writeLong(scores.rows());
    out.writeDouble(scores.nextLoss());
    out.writeLong(scores.nextRight());
  }

  private static PretrainingScores readScores(DataInputStream in) throws IOException {
    return new PretrainingScores(
        in.readLong(),
        in.readDouble(),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readLong());
  }
}
