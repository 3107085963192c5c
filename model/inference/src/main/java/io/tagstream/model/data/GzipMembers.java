package io.tagstream.model.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks all members of a gzip file (RFC 1952) and, unlike the class it extends, tells of bytes
 * after the last one.
 */
final class GzipMembers extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  private final byte[] packed;

  /**
   * Begins with the first member.
   *
   * @throws IOException if there is none
   */
  GzipMembers(byte[] packed) throws IOException {
    // A buffer for all of it: what is left in it at the end is left of the file.
    super(new ByteArrayInputStream(packed), packed.length);
    this.packed = packed;
  }

  static boolean isGzip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
  }

  /**
   * Returns the number of bytes after the last member, once all is read; 0 if they are zeros, with
   * which some programs fill up a block.
   */
  int bytesLeft() {
    int left = inf.getRemaining() - TRAILER_BYTES;
    boolean padding = true;
    for (int i = packed.length - left; i < packed.length; i++) {
      padding &= packed[i] == 0;
    }
    return padding ? 0 : left;
  }
}
