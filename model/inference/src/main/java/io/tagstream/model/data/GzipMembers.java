package io.tagstream.model.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The members of a gzip file (RFC 1952), unpacked, and what follows the last of them. */
final class GzipMembers {
  private final byte[] content;
  private final int bytesLeft;

  private GzipMembers(byte[] content, int bytesLeft) {
    this.content = content;
    this.bytesLeft = bytesLeft;
  }

  /** Returns whether bytes begin with a member. */
  static boolean isGzip(byte[] bytes) {
    return isMember(bytes, 0);
  }

  private static boolean isMember(byte[] bytes, int begin) {
    return bytes.length - begin > 1 && bytes[begin] == 0x1F && bytes[begin + 1] == (byte) 0x8B;
  }

  /**
   * Unpacks the members that bytes begin with.
   *
   * @throws IOException if one is damaged or cut short
   */
  static GzipMembers unpack(byte[] packed) throws IOException {
    ByteArrayInputStream input = new ByteArrayInputStream(packed);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int end = 0;
    while (isMember(packed, end)) {
      // Reads one member, and of a stream with marks, such as this, not a byte beyond it.
      try (GzipCompressorInputStream member = new GzipCompressorInputStream(input)) {
        member.transferTo(content);
      }
      end = packed.length - input.available();
    }
    return new GzipMembers(content.toByteArray(), isPadding(packed, end) ? 0 : packed.length - end);
  }

  private static boolean isPadding(byte[] packed, int begin) {
    boolean padding = true;
    for (int i = begin; i < packed.length; i++) {
      padding &= packed[i] == 0;
    }
    return padding;
  }

  /** Returns the content of all members, one after the other. */
  byte[] content() {
    return content;
  }

  /**
   * Returns the number of bytes after the last member; 0 if they are zeros, with which some
   * programs fill up a block.
   */
  int bytesLeft() {
    return bytesLeft;
  }
}
