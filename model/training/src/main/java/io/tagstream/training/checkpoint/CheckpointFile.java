package io.tagstream.training.checkpoint;

import io.tagstream.training.network.NetworkState;
import io.tagstream.training.report.TrainingHistory;
import io.tagstream.training.report.TrainingHistory.Epoch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file with a {@link Checkpoint}: the fields in order, big-endian, and at the end their SHA-256.
 * It is written beside and moved into place, so there is always a whole one, of this epoch or of
 * the one before.
 */
final class CheckpointFile {
  private static final String FORMAT = "tagstream-checkpoint-1";

  private final Path file;

  CheckpointFile(Path file) {
    this.file = file;
  }

  void write(Checkpoint checkpoint) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    MessageDigest digest = Sha256.begin();
    try (BufferedOutputStream bytes = new BufferedOutputStream(Files.newOutputStream(partial))) {
      DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, digest));
      out.writeUTF(FORMAT);
      writeFacts(checkpoint.identity().facts(), out);
      writeEpochs(checkpoint.history().epochs(), out);
      out.writeLong(checkpoint.steps());
      out.writeLong(checkpoint.sentences());
      writeState(checkpoint.network(), out);
      writeState(checkpoint.bestWeights(), out);
      out.flush();
      bytes.write(digest.digest());
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the file, once its digest has shown that its numbers can be believed.
   *
   * @throws CheckpointException if it is not what was written
   */
  Checkpoint read() throws IOException {
    if (!isWhole()) {
      throw broken("it damaged or cut short");
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (!in.readUTF().equals(FORMAT)) {
        throw broken("another format");
      }
      return new Checkpoint(
          new TrainingIdentity(readFacts(in)),
          new TrainingHistory(readEpochs(in)),
          in.readLong(),
          in.readLong(),
          readState(in),
          readState(in));
    } catch (EOFException | UTFDataFormatException e) {
      throw broken("another format");
    }
  }

  private boolean isWhole() throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] part = new byte[1 << 16];
    try (InputStream bytes = Files.newInputStream(file)) {
      long left = Files.size(file) - Sha256.LENGTH;
      while (left > 0) {
        int count = bytes.read(part, 0, (int) Math.min(part.length, left));
        if (count < 0) {
          return false;
        }
        digest.update(part, 0, count);
        left -= count;
      }
      return MessageDigest.isEqual(digest.digest(), bytes.readNBytes(Sha256.LENGTH + 1));
    }
  }

  private CheckpointException broken(String found) {
    return new CheckpointException(
        "--resume: expected the checkpoint that a training of this version wrote to %s, found %s;"
                .formatted(file, found)
            + " remove its directory and train from the beginning");
  }

  private static void writeFacts(SortedMap<String, String> facts, DataOutputStream out)
      throws IOException {
    out.writeInt(facts.size());
    for (var fact : facts.entrySet()) {
      out.writeUTF(fact.getKey());
      out.writeUTF(fact.getValue());
    }
  }

  private static SortedMap<String, String> readFacts(DataInputStream in) throws IOException {
    SortedMap<String, String> facts = new TreeMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      facts.put(in.readUTF(), in.readUTF());
    }
    return facts;
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

  private static void writeState(NetworkState state, DataOutputStream out) throws IOException {
    out.writeInt(state.tensors().size());
    for (var tensor : state.tensors().entrySet()) {
      out.writeUTF(tensor.getKey());
      out.writeInt(tensor.getValue().length);
      ByteBuffer numbers = ByteBuffer.allocate(Float.BYTES * tensor.getValue().length);
      numbers.asFloatBuffer().put(tensor.getValue());
      out.write(numbers.array());
    }
    out.writeInt(state.counts().size());
    for (var count : state.counts().entrySet()) {
      out.writeUTF(count.getKey());
      out.writeLong(count.getValue());
    }
  }

  private static NetworkState readState(DataInputStream in) throws IOException {
    SortedMap<String, float[]> tensors = new TreeMap<>();
    int tensorCount = in.readInt();
    for (int i = 0; i < tensorCount; i++) {
      String name = in.readUTF();
      float[] numbers = new float[in.readInt()];
      byte[] bytes = new byte[Float.BYTES * numbers.length];
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
      tensors.put(name, numbers);
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    int countCount = in.readInt();
    for (int i = 0; i < countCount; i++) {
      counts.put(in.readUTF(), in.readLong());
    }
    return new NetworkState(tensors, counts);
  }
}
