package io.tagstream.training.checkpoint;

import io.tagstream.training.network.NetworkNumbers;
import io.tagstream.training.report.TrainingHistory;
import io.tagstream.training.report.TrainingHistory.Epoch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file with a {@link Checkpoint}. */
final class CheckpointFile {
  private static final String FORMAT = "tagstream-checkpoint-1";

  private final DigestedFile file;

  CheckpointFile(Path file) {
    this.file = new DigestedFile(file, FORMAT);
  }

  void write(Checkpoint checkpoint) throws IOException {
    file.write(
        out -> {
          CheckpointParts.writeFacts(checkpoint.identity().facts(), out);
          writeEpochs(checkpoint.history().epochs(), out);
          out.writeLong(checkpoint.steps());
          out.writeLong(checkpoint.sentences());
          CheckpointParts.writeNumbers(checkpoint.network(), out);
          CheckpointParts.writeState(checkpoint.bestWeights(), out);
        });
  }

  /**
   * Reads the file.
   *
   * @throws CheckpointException if it is not what was written
   */
  Checkpoint read() throws IOException {
    return file.read(
        in ->
            new Checkpoint(
                new TrainingIdentity(CheckpointParts.readFacts(in)),
                new TrainingHistory(readEpochs(in)),
                in.readLong(),
                in.readLong(),
                NetworkNumbers.of(CheckpointParts.readState(in)),
                CheckpointParts.readState(in)));
  }

  private static void writeEpochs(List<Epoch> epochs, DataOutputStream out) throws IOException {
    out.writeInt(epochs.size());
    for (Epoch epoch : epochs) {
      out.writeInt(epoch.number());
      out.writeDouble(epoch.loss());
      out.writeDouble(epoch.rate());
      out.writeDouble(epoch.seconds());
      writeScore(epoch.slotF1(), out);
      writeScore(epoch.classAccuracy(), out);
      out.writeBoolean(epoch.best());
    }
  }

  private static List<Epoch> readEpochs(DataInputStream in) throws IOException {
    List<Epoch> epochs = new ArrayList<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      epochs.add(
          new Epoch(
              in.readInt(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              readScore(in),
              readScore(in),
              in.readBoolean()));
    }
    return epochs;
  }

  private static void writeScore(@Nullable Double score, DataOutputStream out) throws IOException {
    out.writeBoolean(score != null);
    out.writeDouble(score == null ? 0 : score);
  }

  private static @Nullable Double readScore(DataInputStream in) throws IOException {
    boolean there = in.readBoolean();
    double score = in.readDouble();
    return there ? Double.valueOf(score) : null;
  }
}
