package io.tagstream.training.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * A file of a format's name, fields in order, big-endian, and at the end their SHA-256. It is
 * written beside and moved into place, so there is always a whole one, this one or the one before.
 */
final class DigestedFile {
  private final Path file;
  private final String format;

  /**
   * Names a file.
   *
   * @param format what stands at its begin
   */
  DigestedFile(Path file, String format) {
    this.file = file;
    this.format = format;
  }

  /** Writes the fields. */
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the fields. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  void write(Writer fields) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    MessageDigest digest = Sha256.begin();
    try (BufferedOutputStream bytes = new BufferedOutputStream(Files.newOutputStream(partial))) {
      DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, digest));
      out.writeUTF(format);
      fields.write(out);
      out.flush();
      bytes.write(digest.digest());
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the file, once its digest has shown that its numbers can be believed.
   *
   * @throws CheckpointException if it is not what was written
   */
  <T> T read(Reader<T> fields) throws IOException {
    if (!isWhole()) {
      throw broken("it damaged or cut short");
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (!in.readUTF().equals(format)) {
        throw broken("another format");
      }
      return fields.read(in);
    } catch (EOFException | UTFDataFormatException e) {
      throw broken("another format");
    }
  }

  private boolean isWhole() throws IOException {
    MessageDigest digest = Sha256.begin();
    byte[] part = new byte[1 << 16];
    try (InputStream bytes = Files.newInputStream(file)) {
      long left = Files.size(file) - Sha256.LENGTH;
      while (left > 0) {
        int count = bytes.read(part, 0, (int) Math.min(part.length, left));
        if (count < 0) {
          return false;
        }
        digest.update(part, 0, count);
        left -= count;
      }
      return MessageDigest.isEqual(digest.digest(), bytes.readNBytes(Sha256.LENGTH + 1));
    }
  }

  private CheckpointException broken(String found) {
    return new CheckpointException(
        "--resume: expected the checkpoint that a training of this version wrote to %s, found %s;"
                .formatted(file, found)
            + " remove its directory and train from the beginning");
  }
}
