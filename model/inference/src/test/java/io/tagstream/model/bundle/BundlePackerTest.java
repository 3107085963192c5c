package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlePackerTest {

  @Test
  void shouldPackWhatCanBeOpened(@TempDir Path folder) throws IOException {
    BundleFiles files = TinyBundle.files();
    Path archive = folder.resolve("tiny.tar.gz");

    PackedArchive packed = BundlePacker.write(archive, files);

    assertThat(packed).isEqualTo(PackedArchive.of(archive));
    assertThat(packed.sizeBytes()).isEqualTo(Files.size(archive));
    assertThat(BundleFiles.inArchive(archive).names()).isEqualTo(files.names());
    assertThat(Bundles.open(archive.toString()).id()).isEqualTo(Bundles.open(files).id());
  }

  @Test
  void shouldNotPackAnExportWithoutGoldenExamples() {
    BundleFiles export = Bundles.open("src/test/resources/reference/bert-token").files();

    assertThatThrownBy(() -> BundlePacker.pack(export))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("bert-token")
        .hasMessageContaining("tagstream bundle pack");
  }

  @Test
  void shouldPackWithoutTimesAndUsers() {
    byte[] packed = BundlePacker.pack(TinyBundle.files());

    assertThat(packed).isEqualTo(BundlePacker.pack(TinyBundle.files()));
    // The header of gzip: no flags, no time, an unknown system.
    assertThat(packed).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  }
}
