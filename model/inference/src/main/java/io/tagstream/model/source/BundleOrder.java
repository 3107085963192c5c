package io.tagstream.model.source;

import io.tagstream.model.ModelId;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which bundle is wanted, and from where. Nothing in it is believed: {@link BundleFetcher#fetch}
 * checks it, too. The array is owned by this object; do not change it.
 *
 * @param model the model that the bundle must hold
 * @param location where it lies: a {@code file:} URI of an archive or a directory, or an {@code
 *     http(s):} URI of an archive
 * @param sizeBytes bytes of the archive, or {@code null} if not known
 * @param sha256 SHA-256 of the archive in hexadecimal; {@code null} is enough for {@code file:},
 *     for the digest of the model covers all files
 * @param signature Ed25519 signature of the archive, see {@link ArchiveSignature}, or {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of bytes, compared by nobody
public record BundleOrder(
    ModelId model,
    URI location,
    @Nullable Long sizeBytes,
    @Nullable String sha256,
    byte @Nullable [] signature) {
  // Spelled out, with the accessor: the compiler forgets what a record says of an array's being
  // null.
  public BundleOrder(
      ModelId model,
      URI location,
      @Nullable Long sizeBytes,
      @Nullable String sha256,
      byte @Nullable [] signature) {
    this.model = Objects.requireNonNull(model, "model");
    this.location = Objects.requireNonNull(location, "location");
    this.sizeBytes = sizeBytes;
    this.sha256 = sha256;
    this.signature = signature;
  }

  @Override
  public byte @Nullable [] signature() {
    return signature;
  }

  /** Names the order in messages; no query, user or password of the location is in it. */
  String subject() {
    return "bundle " + model.name() + " " + model.version() + " from " + shownLocation();
  }

  /** The location without what may be secret. */
  String shownLocation() {
    return SourcePlace.shown(location);
  }
}
