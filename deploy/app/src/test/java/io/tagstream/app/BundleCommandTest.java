package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCommandTest {
  private Path bundle;

  @BeforeEach
  void writeBundle(@TempDir Path directory) throws IOException {
    bundle = TinyBundle.write(directory.resolve("tiny"));
  }

  @Test
  void shouldFindASoundBundleSound() {
    Invocation verified = Invocation.of("bundle", "verify", bundle.toString());

    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(verified.out())
        .containsPattern("tiny 1\\.0\\.0 is sound: 6 files, digest [0-9a-f]{64}");
  }

  @Test
  void shouldRefuseABundleWithOneByteChanged() throws IOException {
    Path model = bundle.resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    Invocation refused = Invocation.of("bundle", "verify", bundle.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("model.onnx", "expected", "found");
  }

  @Test
  void shouldSayWhatABundleIs() {
    Invocation inspected = Invocation.of("bundle", "inspect", bundle.toString());

    assertThat(inspected.exitCode()).as(inspected.err()).isZero();
    assertThat(inspected.out())
        .contains("tiny 1.0.0", "recurrent", "lstm", "artist date place", "Apache-2.0", "bytes");
  }

  @Test
  void shouldAskWhatToDo() {
    assertThat(Invocation.of("bundle").exitCode()).isEqualTo(2);
    assertThat(Invocation.of("bundle").err()).contains("verify or inspect");
  }
}
