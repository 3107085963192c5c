package io.tagstream.model.source;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings the bundles of orders. Safe for use by several threads at once, and by several processes
 * with the same cache directory.
 */
public final class BundleFetcher {
  private static final int BUFFER_BYTES = 1 << 16;

  private final BundleSources sources;
  private final ArchiveCache cache;
  private final HttpSource http;

  public BundleFetcher(BundleSources sources) {
    this.sources = sources;
    cache = new ArchiveCache(sources.cacheDirectory(), sources.cacheBytes());
    http = new HttpSource(sources.timeout());
  }

  /**
   * Brings a bundle and checks all that can be checked without loading its model: that it may come
   * from where it lies, its size, SHA-256 and signature, and then what {@link Bundles#open} does
   * and that it is the model ordered. An archive that was fetched before comes from the cache,
   * which needs no network.
   *
   * <p>Blocks until the bundle is there. A thread that is interrupted meanwhile gets a reason that
   * is worth retrying, and keeps its interrupt status.
   *
   * @throws BundleException if there is no such bundle, or it is not to be used; {@link
   *     Reason#isWorthRetrying} says whether the same order may succeed later
   */
  public Bundle fetch(BundleOrder order) {
    URI prefix = allowedPrefix(order);
    OrderCheck.verifyForm(order);
    String sha256 = order.sha256() == null ? null : order.sha256().toLowerCase(Locale.ROOT);
    if (sha256 != null) {
      ArchiveSignature.verify(order.subject(), sources.trustedKeys(), sha256, order.signature());
      Bundle cached = cached(order, sha256);
      if (cached != null) {
        return cached;
      }
    }
    try {
      if (!isFile(order)) {
        return fetched(order, sink -> http.read(order, sink));
      }
      Path path = FileSource.locate(order, prefix);
      return Files.isDirectory(path)
          ? directory(order, path)
          : fetched(order, sink -> FileSource.read(order, path, sink));
    } catch (IOException e) {
      throw failed(
          Reason.UNREACHABLE,
          order,
          "a source that can be read",
          "check that it is there and may be read from here",
          e);
    }
  }

  /** Returns the prefix that allows the location. */
  private URI allowedPrefix(BundleOrder order) {
    SourcePlace place;
    try {
      place = SourcePlace.of(order.location());
    } catch (IllegalArgumentException e) {
      throw notAllowed(order, "a location that can be judged", String.valueOf(e.getMessage()), e);
    }
    for (URI prefix : sources.allowed()) {
      if (place.isIn(SourcePlace.of(prefix))) {
        return prefix;
      }
    }
    throw notAllowed(
        order,
        sources.allowed().isEmpty()
            ? "a source, of which none is allowed"
            : "one of " + sources.allowed(),
        "another place",
        null);
  }

  private static boolean isFile(BundleOrder order) {
    return "file".equalsIgnoreCase(order.location().getScheme());
  }

  private Bundle directory(BundleOrder order, Path directory) {
    if (!sources.trustedKeys().isEmpty()) {
      throw ArchiveSignature.unsigned(order.subject());
    }
    OrderCheck.verifyDirectory(order);
    return OrderCheck.verifyModel(order, Bundles.open(BundleFiles.inDirectory(directory)));
  }

  /** Brings the bytes of an archive. */
  private interface Download {
    void into(ArchiveSink sink) throws IOException;
  }

  private Bundle fetched(BundleOrder order, Download download) throws IOException {
    Path part = begin(order);
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ArchiveSink sink = new ArchiveSink(order, sources.maxBytes(), channel);
      download.into(sink);
      String sha256 = sink.finish();
      ArchiveSignature.verify(order.subject(), sources.trustedKeys(), sha256, order.signature());
      Bundle bundle = opened(order, channel);
      keep(order, part, sha256);
      return bundle;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path begin(BundleOrder order) {
    try {
      return cache.begin();
    } catch (IOException e) {
      throw cacheFailed(order, e);
    }
  }

  private void keep(BundleOrder order, Path part, String sha256) {
    try {
      cache.keep(part, sha256);
    } catch (IOException e) {
      throw cacheFailed(order, e);
    }
  }

  /** Opens the archive in the cache; {@code null} if none is there, or a damaged one. */
  private @Nullable Bundle cached(BundleOrder order, String sha256) {
    Path file = cache.path(sha256);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!digest(channel).equals(sha256)) {
        Files.deleteIfExists(file);
        return null;
      }
      new ArchiveSink(order, sources.maxBytes(), channel).verifyAnnounced(channel.size());
      cache.touch(file);
      return opened(order, channel);
    } catch (NoSuchFileException e) {
      return null; // another process has just made room
    } catch (IOException e) {
      throw cacheFailed(order, e);
    }
  }

  private static String digest(FileChannel channel) throws IOException {
    MessageDigest digest = Sha256.start();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    while (channel.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Opens the bundle in a file whose digest has been taken, through the same channel. */
  private static Bundle opened(BundleOrder order, FileChannel channel) throws IOException {
    InputStream archive = Channels.newInputStream(channel.position(0));
    BundleFiles files = BundleFiles.inArchive(order.shownLocation(), archive);
    return OrderCheck.verifyModel(order, Bundles.open(files));
  }

  private static BundleException notAllowed(
      BundleOrder order, String expected, String found, @Nullable Throwable cause) {
    String remedy = "allow the place it lies in with tagstream.model.sources, or copy the bundle";
    return cause == null
        ? BundleException.of(Reason.SOURCE_NOT_ALLOWED, order.subject(), expected, found, remedy)
        : BundleException.causedBy(
            cause, Reason.SOURCE_NOT_ALLOWED, order.subject(), expected, found, remedy);
  }

  private BundleException cacheFailed(BundleOrder order, IOException cause) {
    return failed(
        Reason.CACHE_UNUSABLE,
        order,
        "to keep the archive in " + sources.cacheDirectory(),
        "check its space and permissions, or set tagstream.model.cache.dir",
        cause);
  }

  private static BundleException failed(
      Reason reason, BundleOrder order, String expected, String remedy, IOException cause) {
    String message = cause.getMessage();
    return BundleException.causedBy(
        cause,
        reason,
        order.subject(),
        expected,
        cause.getClass().getSimpleName() + (message == null ? "" : ": " + message),
        remedy);
  }
}
