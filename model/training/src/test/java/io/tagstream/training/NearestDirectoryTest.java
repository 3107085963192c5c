package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestDirectoryTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  @Test
  void shouldBeTheParentEvenOfADirectoryThatIsThere() {
    assertThat(NearestDirectory.above(directory).path()).isEqualTo(directory.getParent());
    assertThat(NearestDirectory.above(directory.resolve("a")))
        .returns(directory, NearestDirectory::path)
        .returns(true, NearestDirectory::isWritable);
  }

  @Test
  void shouldPassOverWhatIsNotThere() {
    assertThat(NearestDirectory.above(directory.resolve("a/../b/c/d")).path()).isEqualTo(directory);
  }

  @Test
  void shouldNotWriteBelowAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(NearestDirectory.above(file.resolve("a/b")))
        .returns(file, NearestDirectory::path)
        .returns(false, NearestDirectory::isWritable);
  }

  @Test
  void shouldNotWriteWhereNothingMayBeWritten() {
    // The classes of the JDK, for a directory that may not be written may be by a superuser.
    Path classes = Path.of(URI.create("jrt:/java.base/java/lang"));

    assertThat(NearestDirectory.above(classes.resolve("a/b")))
        .returns(classes, NearestDirectory::path)
        .returns(false, NearestDirectory::isWritable);
  }

  @Test
  void shouldTakeTheRootForWhatIsAboveIt() {
    Path root = directory.getRoot();

    assertThat(NearestDirectory.above(root).path()).isEqualTo(root);
  }
}
