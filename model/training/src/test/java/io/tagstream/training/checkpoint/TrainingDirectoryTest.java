package io.tagstream.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingDirectoryTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path parent;

  @SuppressWarnings("NullAway.Init") // set before each test
  private TrainingDirectory directory;

  @BeforeEach
  void name() {
    directory = TrainingDirectory.beside(parent.resolve("bundle"));
  }

  @Test
  void shouldTakeWhatATrainingLeavesAndRemoveAllOfIt() throws IOException {
    writeWhatATrainingLeaves();

    directory.verify();
    directory.delete();

    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void shouldTakeAPlaceWhereNothingIs() throws IOException {
    directory.verify();
    directory.delete();

    assertThat(parent).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"train.jsonl", "best-epoch-", "best-epoch-of-all", "checkpoint.old"})
  void shouldRefuseAndKeepWhatAnybodyElseWrote(String name) throws IOException {
    writeWhatATrainingLeaves();
    Path other = Files.writeString(directory.path().resolve(name), "a month of labelling");

    assertThatThrownBy(directory::verify)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(", found " + other)
        .hasMessageContaining("name another --out");
    directory.delete();

    assertThat(directory.path()).isDirectoryNotContaining(path -> !path.equals(other));
    assertThat(other).hasContent("a month of labelling");
  }

  @Test
  void shouldRefuseAndKeepAFileInItsPlace() throws IOException {
    Files.writeString(directory.path(), "a month of labelling");

    assertThatThrownBy(directory::verify)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("found a file");
    directory.delete();

    assertThat(directory.path()).isRegularFile();
  }

  private void writeWhatATrainingLeaves() throws IOException {
    for (String name : List.of("best-epoch-12", ".partial")) {
      Files.createDirectories(directory.path().resolve(name).resolve("golden"));
      Files.writeString(directory.path().resolve(name).resolve("golden/texts"), "texts");
    }
    for (String name : List.of("checkpoint", "checkpoint.partial")) {
      Files.writeString(directory.path().resolve(name), "numbers");
    }
  }
}
