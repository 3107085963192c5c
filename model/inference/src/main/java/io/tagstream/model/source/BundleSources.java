package io.tagstream.model.source;

import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * From where bundles may come, and what is kept of them.
 *
 * @param allowed prefixes of the places that bundles may come from, compared path segment by path
 *     segment; if there is none, no bundle is fetched at all
 * @param trustedKeys Ed25519 keys; if there are any, a bundle must be signed with one of them
 * @param cacheDirectory where fetched archives are kept; made when the first comes. Several
 *     processes may share it
 * @param cacheBytes how much is kept there; what was used longest ago goes first
 * @param maxBytes bytes of the largest archive that is fetched
 * @param timeout the longest time that a fetch by HTTP may take, from connecting to the last byte
 */
public record BundleSources(
    List<URI> allowed,
    List<PublicKey> trustedKeys,
    Path cacheDirectory,
    long cacheBytes,
    long maxBytes,
    Duration timeout) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is of no use; the message says what was expected
   */
  public BundleSources {
    allowed = List.copyOf(allowed);
    trustedKeys = List.copyOf(trustedKeys);
    Objects.requireNonNull(cacheDirectory, "cacheDirectory");
    for (URI prefix : allowed) {
      verifyPrefix(prefix);
    }
    for (PublicKey key : trustedKeys) {
      ArchiveSignature.verifyAlgorithm("trustedKeys", key);
    }
    verifyPositive("cacheBytes", cacheBytes);
    verifyPositive("maxBytes", maxBytes);
    verifyPositive("timeout in milliseconds", timeout.toMillis());
  }

  private static void verifyPrefix(URI prefix) {
    SourcePlace.of(prefix);
    if (prefix.getRawQuery() != null) {
      throw new IllegalArgumentException(
          SourcePlace.shown(prefix) + ": expected no query in a prefix, found one; leave it out");
    }
  }

  private static void verifyPositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": expected more than 0, found " + value);
    }
  }
}
