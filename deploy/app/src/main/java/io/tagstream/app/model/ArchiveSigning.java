package io.tagstream.app.model;

import io.tagstream.app.CommandException;
import io.tagstream.model.source.ArchiveSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The files of signatures: Base64, or the bytes as they are. */
final class ArchiveSigning {
  private ArchiveSigning() {}

  /** Returns the signature that lies beside an archive, or null if there is none. */
  static byte @Nullable [] beside(Path archive) throws IOException {
    Path file = fileBeside(archive);
    return Files.exists(file) ? read(file) : null;
  }

  /** Returns where the signature of an archive lies. */
  static Path fileBeside(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".sig");
  }

  /**
   * Reads a signature.
   *
   * @throws CommandException if the file holds something else
   */
  static byte[] read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    byte[] signature = content.length == ArchiveSignature.BYTES ? content : decoded(content);
    if (signature.length != ArchiveSignature.BYTES) {
      throw new CommandException(
          "%s: expected an Ed25519 signature of %d bytes, as they are or in Base64, found %d bytes of something else; make one with 'tagstream bundle sign'."
              .formatted(file, ArchiveSignature.BYTES, content.length));
    }
    return signature;
  }

  private static byte[] decoded(byte[] content) {
    try {
      return Base64.getMimeDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** Returns what a file of a signature holds. */
  static String text(byte[] signature) {
    return Base64.getEncoder().encodeToString(signature) + "\n";
  }
}
