package io.tagstream.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.network.NetworkNumbers;
import io.tagstream.training.network.NetworkState;
import io.tagstream.training.report.TrainingHistory;
import io.tagstream.training.report.TrainingHistory.Epoch;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          new TrainingIdentity(
              new TreeMap<>(Map.of("training.seed", "2", "bundle.name", "\u00e9"))),
          new TrainingHistory(
              List.of(
                  new Epoch(1, 2.5, 0.01, 3, 97.5, null, true),
                  new Epoch(2, 1.5, 0.005, 3, null, 12.5, false))),
          40,
          1_234_567_890_123L,
          NetworkNumbers.of(state(0.25f)),
          state(-0f));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Path path;

  @BeforeEach
  void write() throws IOException {
    path = directory.resolve("checkpoint");
    new CheckpointFile(path).write(CHECKPOINT);
  }

  @Test
  void shouldReadWhatItWrote() throws IOException {
    Checkpoint read = new CheckpointFile(path).read();

    assertThat(read).usingRecursiveComparison().ignoringFields("network").isEqualTo(CHECKPOINT);
    assertThat(read.network().state())
        .usingRecursiveComparison()
        .isEqualTo(CHECKPOINT.network().state());
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void shouldReadTensorsOfManyNumbers() throws IOException {
    float[] many = new float[150_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    NetworkState state = new NetworkState(new TreeMap<>(Map.of("many", many)), new TreeMap<>());

    new CheckpointFile(path)
        .write(
            new Checkpoint(
                CHECKPOINT.identity(),
                CHECKPOINT.history(),
                1,
                1,
                NetworkNumbers.of(state),
                state));

    assertThat(new CheckpointFile(path).read().bestWeights().tensors().get("many")).isEqualTo(many);
  }

  @Test
  void shouldRefuseAnyPartOfAFile() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      assertBroken(Arrays.copyOf(whole, length), "found it damaged or cut short");
    }
    assertBroken(Arrays.copyOf(whole, whole.length + 1), "found it damaged or cut short");
  }

  /** Also where the bit is in a length, which must not be believed. */
  @Test
  void shouldRefuseAFileWithABitChanged() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x40;
      assertBroken(changed, "found it damaged or cut short");
    }
  }

  @Test
  void shouldRefuseWholeFilesOfAnotherFormat() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeUTF("tagstream-checkpoint-0");

    assertBroken(withDigest(bytes.toByteArray()), "found another format");
    assertBroken(withDigest(new byte[0]), "found another format");
    assertBroken(withDigest(new byte[] {0, 2, (byte) 0xff, 0}), "found another format");
    assertBroken("to be done".repeat(9).getBytes(StandardCharsets.UTF_8), "found it damaged");
  }

  private void assertBroken(byte[] bytes, String found) throws IOException {
    Files.write(path, bytes);
    assertThatThrownBy(() -> new CheckpointFile(path).read())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("--resume: expected", path + ", " + found, "remove its directory");
  }

  private static byte[] withDigest(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(content);
    bytes.write(Sha256.begin().digest(content));
    return bytes.toByteArray();
  }

  private static NetworkState state(float number) {
    return new NetworkState(
        new TreeMap<>(Map.of("words", new float[] {number, Float.MIN_VALUE}, "none", new float[0])),
        new TreeMap<>(Map.of("steps/words", 40L)));
  }
}
