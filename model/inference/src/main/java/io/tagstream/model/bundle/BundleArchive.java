package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code .tar.gz} of a bundle into memory. Nothing is ever written to disk; links,
 * special files, paths that leave the archive, names that a disk might take for one, too much
 * content and anything behind the end are refused all the same, for an archive that has them is not
 * one that somebody meant to be a bundle.
 */
final class BundleArchive {
  /** The header of an entry, with those that lengthen its name; ours have 512 bytes. */
  private static final int HEADER_BYTES = 1 << 16;

  /** Zeros that may follow the end, to fill up a block. */
  private static final int PADDING_BYTES = 1 << 20;

  /** Blocks as they are written, so that nothing behind the end is passed over with the last. */
  private static final int BLOCK_BYTES = TarConstants.DEFAULT_RCDSIZE;

  private final String location;
  private final BundleSize size;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Set<String> folded = new HashSet<>();
  private @Nullable String folder;

  private BundleArchive(String location) {
    this.location = location;
    size = new BundleSize(location);
  }

  /**
   * Reads an archive.
   *
   * @param location where it comes from, for messages
   * @param archive its bytes; the caller closes the stream
   * @throws IOException if it is none or is torn
   */
  static Map<String, byte[]> read(String location, InputStream archive) throws IOException {
    BufferedInputStream packed = new BufferedInputStream(archive);
    verifyKind(location, packed);
    try {
      return new BundleArchive(location).unpack(packed);
    } catch (BundleException e) {
      throw e;
    } catch (RuntimeException e) {
      // What the library says of numbers in headers that are none.
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void verifyKind(String location, BufferedInputStream packed) throws IOException {
    packed.mark(2);
    byte[] begin = packed.readNBytes(2);
    packed.reset();
    if (begin.length < 2 || (begin[0] & 0xFF) != 0x1F || (begin[1] & 0xFF) != 0x8B) {
      throw BundleException.of(
          Reason.UNREADABLE,
          location,
          "an archive packed by gzip, which begins with 1f 8b",
          begin.length < 2
              ? "an empty file"
              : "%02x %02x%s"
                  .formatted(begin[0], begin[1], begin[0] == '<' ? ", perhaps a web page" : ""),
          "check that the archive itself lies there, not a page about it");
    }
  }

  private Map<String, byte[]> unpack(BufferedInputStream packed) throws IOException {
    GzipCompressorInputStream member =
        GzipCompressorInputStream.builder()
            .setInputStream(packed)
            .setDecompressConcatenated(false)
            .get();
    MeasuredStream plain = new MeasuredStream(location, member);
    // Not closed: all it holds is the stream of the caller.
    TarArchiveInputStream tar = new TarArchiveInputStream(plain, BLOCK_BYTES);
    for (TarArchiveEntry entry = next(tar, plain); entry != null; entry = next(tar, plain)) {
      add(entry, tar, plain);
    }
    plain.allow(PADDING_BYTES);
    for (int next = plain.read(); next >= 0; next = plain.read()) {
      if (next != 0) {
        throw unsafe("nothing behind the end of the archive", "something");
      }
    }
    if (packed.read() >= 0) {
      throw unsafe("one archive, packed in one piece", "more bytes behind it");
    }
    return contents;
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, MeasuredStream plain)
      throws IOException {
    plain.allow(HEADER_BYTES);
    return tar.getNextEntry();
  }

  private void add(TarArchiveEntry entry, TarArchiveInputStream tar, MeasuredStream plain)
      throws IOException {
    String path = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    if (entry.isDirectory() && isFolder(path)) {
      return;
    }
    if (!isPlainFile(entry)) {
      throw unsafe("plain files only", "an entry that is a link or a special file");
    }
    size.add(entry.getSize());
    plain.allow(entry.getSize());
    String name = fileName(path);
    byte[] content = tar.readNBytes(Math.toIntExact(entry.getSize()));
    if (content.length < entry.getSize()) {
      throw new EOFException("the archive ends within a file");
    }
    if (name.startsWith(".")) {
      return; // what desktops leave behind
    }
    if (!folded.add(Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))) {
      throw unsafe("every file once", "the file " + name + " twice, or one that differs in case");
    }
    contents.put(name, content);
  }

  private static boolean isPlainFile(TarArchiveEntry entry) {
    byte type = entry.getLinkFlag();
    return (type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM) && !entry.isSparse();
  }

  private static boolean isFolder(String path) {
    return path.isEmpty() || (path.matches("[^/\\\\]+/") && !path.equals("../"));
  }

  /** Takes the one folder off that all files may lie in. */
  private String fileName(String path) {
    String[] parts = path.split("/", -1);
    boolean nested = parts.length == 2;
    String in = nested ? parts[0] : "";
    String name = parts[parts.length - 1];
    boolean plain =
        parts.length <= 2
            && !name.isEmpty()
            && path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
    if (!plain || name.equals("..") || in.equals("..") || (nested && in.isEmpty())) {
      throw unsafe("files in at most one folder", "a path that leaves it or goes deeper");
    }
    if (folder != null && !folder.equals(in)) {
      throw unsafe("files in at most one folder", "files in several folders");
    }
    folder = in;
    return name;
  }

  private BundleException unsafe(String expected, String found) {
    return BundleException.of(
        Reason.UNSAFE_ARCHIVE,
        location,
        expected,
        found,
        "pack the bundle again with 'tagstream bundle pack DIRECTORY ARCHIVE'");
  }
}
