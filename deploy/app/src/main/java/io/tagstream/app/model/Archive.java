package io.tagstream.app.model;

import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.source.ArchiveSignature;
import io.tagstream.model.source.PemKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A bundle as it is put somewhere. The arrays are owned by this object; do not change them.
 *
 * @param model what it holds
 * @param bytes the .tar.gz
 * @param sha256 of these bytes, in lower-case hexadecimal
 * @param signature over that, or null if it is not signed
 */
@SuppressWarnings("ArrayRecordComponent") // a raw carrier of bytes, compared by nobody
record Archive(ModelId model, byte[] bytes, String sha256, byte @Nullable [] signature) {

  /**
   * Reads, checks, packs and signs a bundle.
   *
   * @param nameOrPath of a directory, an archive or a bundle that ships
   * @param key file of the key to sign with; null: the signature beside an archive, if any
   * @throws io.tagstream.model.bundle.BundleException if it is not whole and sound
   */
  static Archive read(String nameOrPath, @Nullable Path key) throws IOException {
    boolean ships = Bundles.shippedNames().contains(nameOrPath);
    boolean isArchive = !ships && Files.isRegularFile(Path.of(nameOrPath));
    if (!ships) {
      BundleArgument.verifyPacked(Path.of(nameOrPath));
    }
    byte[] bytes =
        isArchive
            ? Files.readAllBytes(Path.of(nameOrPath))
            : BundlePacker.pack(Bundles.open(nameOrPath).files());
    // Read once: what is checked is what is put.
    Bundle bundle =
        Bundles.open(BundleFiles.inArchive(nameOrPath, new ByteArrayInputStream(bytes)));
    bundle.tagger().close();
    String sha256 = PackedArchive.of(bytes).sha256();
    byte[] signature = isArchive ? ArchiveSigning.beside(Path.of(nameOrPath)) : null;
    if (key != null) {
      signature = ArchiveSignature.sign(PemKeys.readPrivate(key), sha256);
    }
    return new Archive(bundle.id(), bytes, sha256, signature);
  }

  long sizeBytes() {
    return bytes.length;
  }

  /** Returns what it is called in a directory of many. */
  String fileName() {
    return "%s-%s-%s.tar.gz".formatted(model.name(), model.version(), Words.digest(model.digest()));
  }
}
