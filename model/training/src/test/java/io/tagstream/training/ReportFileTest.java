package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldMakeTheDirectoriesItNeeds() throws IOException {
    Path path = directory.resolve("a/b/report.html");

    ReportFile.at(path, List.of(directory.resolve("bundle"))).write("page");

    assertThat(path).content().isEqualTo("page");
  }

  @Test
  void shouldRefuseAPlaceInsideTheBundle() {
    assertRefused(directory.resolve("bundle/report.html"), "which lies in");
    assertRefused(directory.resolve("other/../bundle/a/report.html"), "which lies in");
  }

  @Test
  void shouldRefuseAPlaceUnderAFile() throws IOException {
    Files.createFile(directory.resolve("file"));

    assertRefused(directory.resolve("file/a/report.html"), "is no directory that may be written");
    assertRefused(directory, ", a directory");
  }

  private void assertRefused(Path path, String found) {
    assertThatThrownBy(() -> ReportFile.at(path, List.of(directory.resolve("bundle"))))
        .isInstanceOf(TrainConfigException.class)
        .hasMessageContainingAll("--report: expected a file to write, found ", found);
  }
}
