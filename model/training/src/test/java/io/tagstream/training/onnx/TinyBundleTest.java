package io.tagstream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.BundleFiles;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TinyBundleTest {
  private static final Path CHECKED_IN =
      Path.of("../inference/src/test/resources/io/tagstream/bundles");

  @ParameterizedTest
  @EnumSource
  void shouldReproduceTheBundleThatOtherModulesTestWith(TinyBundle tiny) {
    BundleFiles expected = BundleFiles.inDirectory(CHECKED_IN.resolve(tiny.bundle()));

    BundleFiles found = tiny.files();

    assertThat(found.names()).isEqualTo(expected.names());
    for (String name : found.names()) {
      assertThat(Arrays.equals(found.read(name), expected.read(name)))
          .as("%s as before; if the change is wanted, run TinyBundle on %s", name, CHECKED_IN)
          .isTrue();
    }
  }
}
