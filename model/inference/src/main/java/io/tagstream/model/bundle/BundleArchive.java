package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code .tar.gz} of a bundle into memory. Nothing is ever written to disk; links,
 * special files, paths that leave the archive, doubled names and too much content are refused all
 * the same, for an archive that has them is not one that somebody meant to be a bundle.
 */
final class BundleArchive {
  private BundleArchive() {}

  static Map<String, byte[]> read(String location, InputStream archive) throws IOException {
    // Not closed: the stream below belongs to the caller, and the heap to nobody.
    InputStream plain =
        GzipCompressorInputStream.builder()
            .setInputStream(new BufferedInputStream(archive))
            .setDecompressConcatenated(true)
            .get();
    return new Reading(location).read(new TarArchiveInputStream(plain));
  }

  private static final class Reading {
    private final String location;
    private final BundleSize size;
    private final Map<String, byte[]> contents = new TreeMap<>();
    private @Nullable String folder;

    Reading(String location) {
      this.location = location;
      size = new BundleSize(location);
    }

    Map<String, byte[]> read(TarArchiveInputStream tar) throws IOException {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path =
            entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
        if (entry.isDirectory() && isFolder(path)) {
          continue;
        }
        if (!isPlainFile(entry)) {
          throw unsafe("plain files only", "an entry that is a link or a special file");
        }
        size.add(entry.getSize());
        String name = fileName(path);
        if (name.startsWith(".")) {
          continue; // what desktops leave behind
        }
        byte[] content = tar.readNBytes(Math.toIntExact(entry.getSize()));
        if (contents.put(name, content) != null) {
          throw unsafe("every file once", "the file " + name + " twice");
        }
      }
      return contents;
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
      byte type = entry.getLinkFlag();
      return type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM;
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
      boolean plain = parts.length <= 2 && !name.isEmpty() && !name.contains("\\");
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
          "pack the bundle again with 'tar -czf bundle.tar.gz -C DIRECTORY .'");
    }
  }
}
