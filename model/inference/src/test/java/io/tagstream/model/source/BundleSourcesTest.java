package io.tagstream.model.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleSourcesTest {
  private static void make(
      List<URI> allowed, List<PublicKey> keys, long cacheBytes, long maxBytes) {
    new BundleSources(allowed, keys, Path.of("cache"), cacheBytes, maxBytes, Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models",
        "ftp://h/",
        "file:models",
        "http://me@h/",
        "http://h/?a=b",
        "file:/a/.."
      })
  void shouldRefuseAPrefixOfNoUse(URI prefix) {
    assertThatThrownBy(() -> make(List.of(prefix), List.of(), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("expected", "found", ";");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, cacheBytes", "1, 0, maxBytes"})
  void shouldRefuseLimitsThatLetNothingIn(long cacheBytes, long maxBytes, String name) {
    assertThatThrownBy(() -> make(List.of(), List.of(), cacheBytes, maxBytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "Ed448"})
  void shouldRefuseKeysOfOtherKinds(String algorithm) throws NoSuchAlgorithmException {
    PublicKey key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();

    assertThatThrownBy(() -> make(List.of(), List.of(key), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Ed25519", "bundle key");
  }

  @Test
  void shouldRefuseATimeoutOfNothing() {
    assertThatThrownBy(
            () -> new BundleSources(List.of(), List.of(), Path.of("cache"), 1, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("timeout");
  }
}
