package io.tagstream.model.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an archive of a bundle is known by.
 *
 * @param sizeBytes its size
 * @param sha256 SHA-256 of its bytes in lower-case hexadecimal
 */
public record PackedArchive(long sizeBytes, String sha256) {

  /** Measures an archive. */
  public static PackedArchive of(byte[] archive) {
    return new PackedArchive(archive.length, Sha256.hex(archive));
  }

  /**
   * Measures an archive.
   *
   * @throws IOException if it cannot be read
   */
  public static PackedArchive of(Path archive) throws IOException {
    return of(Files.readAllBytes(archive));
  }
}
