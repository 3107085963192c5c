package io.tagstream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.BundleFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TinyBundleTest {
  private static final Path CHECKED_IN =
      Path.of("../inference/src/test/resources/io/tagstream/bundles/tiny");

  @Test
  void shouldReproduceTheBundleThatOtherModulesTestWith() {
    BundleFiles expected = BundleFiles.inDirectory(CHECKED_IN);

    BundleFiles found = TinyBundle.files();

    assertThat(found.names()).isEqualTo(expected.names());
    for (String name : found.names()) {
      assertThat(found.read(name))
          .as("%s; if the change is wanted, run TinyBundle.main on %s", name, CHECKED_IN)
          .isEqualTo(expected.read(name));
    }
  }
}
