package io.tagstream.model.source;

import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads archives and finds directories that lie on a disk of this machine. */
final class FileSource {
  private static final int BUFFER_BYTES = 1 << 16;

  private FileSource() {}

  /**
   * Finds the file or directory of an order.
   *
   * @param prefix the allowed place that the location lies in
   * @return its real path, without links
   * @throws BundleException if links lead out of the allowed place
   */
  static Path locate(BundleOrder order, URI prefix) throws IOException {
    Path real = path(order).toRealPath();
    if (!real.startsWith(Path.of(prefix).toRealPath())) {
      throw BundleException.of(
          Reason.SOURCE_NOT_ALLOWED,
          order.subject(),
          "a path that stays within " + prefix,
          "a link that leads out of it",
          "allow the place it leads to with tagstream.model.sources, or copy the bundle");
    }
    return real;
  }

  private static Path path(BundleOrder order) {
    try {
      return Path.of(order.location());
    } catch (IllegalArgumentException e) {
      throw BundleException.causedBy(
          e,
          Reason.UNREADABLE,
          order.subject(),
          "a path that this machine can name",
          String.valueOf(e.getMessage()),
          "start Java with a UTF-8 locale, or name the bundle in ASCII");
    }
  }

  /** Reads an archive. */
  static void read(BundleOrder order, Path archive, ArchiveSink sink) throws IOException {
    if (!Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS)) {
      throw BundleException.of(
          Reason.UNREADABLE,
          order.subject(),
          "a plain file or a directory",
          "something else",
          "order the archive itself");
    }
    try (FileChannel channel =
        FileChannel.open(archive, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      sink.verifyAnnounced(channel.size());
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (channel.read(buffer) >= 0) {
        sink.write(buffer.flip());
        buffer.clear();
      }
    }
  }
}
