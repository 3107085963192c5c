package io.tagstream.model.source;

import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Takes the bytes of an archive, one thread at a time: counts and digests them, and says stop as
 * soon as they are more than they should be.
 */
final class ArchiveSink {
  private final BundleOrder order;
  private final long maxBytes;
  private final WritableByteChannel file;
  private final MessageDigest digest = Sha256.start();
  private long bytes;

  ArchiveSink(BundleOrder order, long maxBytes, WritableByteChannel file) {
    this.order = order;
    this.maxBytes = maxBytes;
    this.file = file;
  }

  /** Checks the size that a source announces, before anything is read. */
  void verifyAnnounced(long announced) {
    verifyNotTooLarge(announced);
    Long ordered = order.sizeBytes();
    if (ordered != null && ordered != announced) {
      throw sizeMismatch(announced + " bytes");
    }
  }

  /** Takes the next bytes. */
  void write(ByteBuffer next) {
    bytes += next.remaining();
    verifyNotTooLarge(bytes);
    Long ordered = order.sizeBytes();
    if (ordered != null && bytes > ordered) {
      throw sizeMismatch("more");
    }
    digest.update(next.duplicate());
    try {
      while (next.hasRemaining()) {
        file.write(next);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Checks what came.
   *
   * @return its SHA-256
   */
  String finish() {
    verifyAnnounced(bytes);
    String found = HexFormat.of().formatHex(digest.digest());
    String ordered = order.sha256();
    if (ordered != null && !ordered.equalsIgnoreCase(found)) {
      throw BundleException.of(
          Reason.ARCHIVE_DIGEST_MISMATCH,
          order.subject(),
          "an archive of SHA-256 " + ordered,
          found,
          "order it with the digest it has, or put the archive there that was ordered");
    }
    return found;
  }

  private void verifyNotTooLarge(long size) {
    if (size > maxBytes) {
      throw BundleException.of(
          Reason.TOO_LARGE,
          order.subject(),
          "an archive of at most " + maxBytes + " bytes",
          size + " bytes or more",
          "allow larger ones with tagstream.model.max.bytes, or make the model smaller");
    }
  }

  private BundleException unwritable(IOException cause) {
    return BundleException.causedBy(
        cause,
        Reason.CACHE_UNUSABLE,
        order.subject(),
        "to write the archive to the cache",
        cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        "make room, or set tagstream.model.cache.dir");
  }

  private BundleException sizeMismatch(String found) {
    return BundleException.of(
        Reason.ARCHIVE_SIZE_MISMATCH,
        order.subject(),
        "an archive of " + order.sizeBytes() + " bytes",
        found,
        "order it with the size it has, or put the archive there that was ordered");
  }
}
