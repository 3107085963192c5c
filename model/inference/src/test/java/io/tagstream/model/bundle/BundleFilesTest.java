package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFilesTest {
  private final Path folder;

  BundleFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Writes an archive of entries that begin with their type: a file, a symbolic link, ... */
  private Path archive(Map<String, byte[]> entries, byte type) throws IOException {
    Path archive = folder.resolve("bundle.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      for (Map.Entry<String, byte[]> file : entries.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), type, true);
        entry.setLinkName("/etc/passwd");
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return archive;
  }

  private static void assertRefused(Reason reason, Path archive) {
    assertThatThrownBy(() -> BundleFiles.inArchive(archive))
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(reason, BundleException::reason)
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .contains(archive.toString(), ": expected ", ", found ", "; ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "./", "mine/", "./mine/"})
  void shouldReadAnArchiveOfADirectoryOrItsFiles(String prefix) throws IOException {
    BundleFiles whole = TinyBundle.files();
    Map<String, byte[]> entries = new TreeMap<>();
    whole.names().forEach(name -> entries.put(prefix + name, whole.read(name)));
    entries.put(prefix + "._README.md", new byte[3]);

    BundleFiles read = BundleFiles.inArchive(archive(entries, TarConstants.LF_NORMAL));

    assertThat(read.names()).isEqualTo(whole.names());
    assertThat(Bundles.open(read).id()).isEqualTo(Bundles.open(whole).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../bundle.json", "a/../bundle.json", "/bundle.json", "a/b/c", "a\\b", ".."})
  void shouldRefusePathsThatLeaveTheFolder(String path) throws IOException {
    assertRefused(
        Reason.UNSAFE_ARCHIVE, archive(Map.of(path, new byte[1]), TarConstants.LF_NORMAL));
  }

  @Test
  void shouldRefuseFilesInSeveralFolders() throws IOException {
    assertRefused(
        Reason.UNSAFE_ARCHIVE,
        archive(Map.of("a/x", new byte[1], "b/y", new byte[1]), TarConstants.LF_NORMAL));
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_FIFO,
        TarConstants.LF_CHR
      })
  void shouldRefuseLinksAndSpecialFiles(byte type) throws IOException {
    assertRefused(Reason.UNSAFE_ARCHIVE, archive(Map.of("model.onnx", new byte[0]), type));
  }

  @Test
  void shouldRefuseADoubledName() throws IOException {
    assertRefused(
        Reason.UNSAFE_ARCHIVE,
        archive(Map.of("x", new byte[1], "./x", new byte[1]), TarConstants.LF_NORMAL));
  }

  @Test
  void shouldRefuseTooManyFiles() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i <= BundleFiles.MAX_FILES; i++) {
      entries.put("file" + i, new byte[0]);
    }

    assertRefused(Reason.UNSAFE_ARCHIVE, archive(entries, TarConstants.LF_NORMAL));
  }

  @Test
  void shouldRefuseAnEntryThatClaimsToBeHuge() {
    BundleSize size = new BundleSize("here");
    size.add(BundleFiles.MAX_BYTES);

    assertThatThrownBy(() -> size.add(1)).hasMessageContaining("here: expected at most");
  }

  @Test
  void shouldRefuseAnArchiveThatIsNone() throws IOException {
    Path junk = Files.writeString(folder.resolve("junk.tar.gz"), "no archive");

    assertRefused(Reason.UNREADABLE, junk);
  }

  @Test
  void shouldRefuseATruncatedArchive() throws IOException {
    Path archive = archive(Map.of("model.onnx", new byte[100_000]), TarConstants.LF_NORMAL);
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));

    assertRefused(Reason.UNREADABLE, archive);
  }

  @Test
  void shouldRefuseFoldersAndLinksInADirectory() throws IOException {
    Files.createDirectory(folder.resolve("inner"));

    assertThatThrownBy(() -> BundleFiles.inDirectory(folder))
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(Reason.UNLISTED_FILE, BundleException::reason);
    Files.delete(folder.resolve("inner"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
    assertThatThrownBy(() -> BundleFiles.inDirectory(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("a folder or a link");
  }

  @Test
  void shouldKeepWhatItReadWhenTheDirectoryChanges() throws IOException {
    Files.writeString(folder.resolve("a"), "before");
    BundleFiles files = BundleFiles.inDirectory(folder);
    Files.writeString(folder.resolve("a"), "after");

    assertThat(files.read("a")).asString().isEqualTo("before");
  }
}
