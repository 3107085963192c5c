package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What comes out of a gzip stream, as much as is allowed and no more: an archive of a few kilobytes
 * may unpack to any size, and the reader of an archive follows whatever its headers say.
 */
final class MeasuredStream extends InputStream {
  /** No bundle is too small for this much to be believed. */
  private static final long ALWAYS_BELIEVED = 64L << 20;

  /** Weights hardly pack at all; what packs better than this is made to. */
  private static final long MOST_TO_ONE = 30;

  private final String location;
  private final GzipCompressorInputStream plain;
  private long allowed;
  private long read;

  MeasuredStream(String location, GzipCompressorInputStream plain) {
    this.location = location;
    this.plain = plain;
  }

  /** Allows so many bytes from here on; what was allowed before counts no more. */
  void allow(long bytes) {
    allowed = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int begin, int length) throws IOException {
    int count = plain.read(target, begin, length);
    if (count > 0) {
      allowed -= count;
      read += count;
      verify();
    }
    return count;
  }

  private void verify() {
    if (allowed < 0) {
      throw unsafe("plain headers and files as long as they say", "more than they say");
    }
    if (read > ALWAYS_BELIEVED && read > MOST_TO_ONE * plain.getCompressedCount()) {
      throw unsafe(
          "an archive that unpacks to at most " + MOST_TO_ONE + " times its size",
          read + " bytes out of " + plain.getCompressedCount() + " so far");
    }
  }

  private BundleException unsafe(String expected, String found) {
    return BundleException.of(
        Reason.UNSAFE_ARCHIVE, location, expected, found, "check that this is a bundle");
  }
}
