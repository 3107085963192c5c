package io.tagstream.model.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Packs the files of a bundle as a {@code .tar.gz}: in order, without times, users and folders, so
 * that the same bundle gives the same archive.
 */
public final class BundlePacker {
  private BundlePacker() {}

  /**
   * Writes the archive of a bundle.
   *
   * @param archive where to write it; an archive that is there is replaced
   * @throws IOException if it cannot be written
   */
  public static PackedArchive write(Path archive, BundleFiles files) throws IOException {
    byte[] bytes = pack(files);
    Files.write(archive, bytes);
    return PackedArchive.of(bytes);
  }

  /**
   * Returns the bytes of the archive of a bundle.
   *
   * @throws BundleException if something else wrote the files, so that there are no golden
   *     examples, or they are larger than those taken out of an archive may be
   */
  public static byte[] pack(BundleFiles files) {
    if (files.isForeign()) {
      throw BundleException.of(
          BundleException.Reason.BAD_EXAMPLES,
          files.location(),
          "a bundle with golden examples",
          "a model as it was exported",
          "make it a bundle with 'tagstream bundle pack'");
    }
    long size = files.names().stream().mapToLong(name -> files.read(name).length).sum();
    if (size > BundleFiles.MAX_BYTES) {
      throw BundleException.of(
          BundleException.Reason.TOO_LARGE,
          files.location(),
          "files of at most " + BundleFiles.MAX_BYTES + " bytes in all",
          size + " bytes",
          "store the weights as fp16 or int8, or choose a smaller model");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Without a time and a system of origin, which the defaults leave unset, too.
    GzipParameters parameters = new GzipParameters();
    parameters.setOS(GzipParameters.OS.UNKNOWN);
    try (OutputStream gzip = new GzipCompressorOutputStream(bytes, parameters);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
      for (String name : files.names()) {
        byte[] content = files.read(name);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(0L);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an array has room for everything", e);
    }
    return bytes.toByteArray();
  }
}
