package io.tagstream.model.bundle;

import io.tagstream.model.bundle.BundleException.Reason;

/** Counts the files of a bundle while they are read, and says stop when they are too many. */
final class BundleSize {
  private final String location;
  private int files;
  private long bytes;

  BundleSize(String location) {
    this.location = location;
  }

  /** Counts a file before it is read into memory. */
  void add(long size) {
    files++;
    bytes += size;
    if (size < 0 || files > BundleFiles.MAX_FILES || bytes > BundleFiles.MAX_BYTES) {
      throw BundleException.of(
          Reason.UNSAFE_ARCHIVE,
          location,
          "at most " + BundleFiles.MAX_FILES + " files and " + BundleFiles.MAX_BYTES + " bytes",
          files + " files and " + bytes + " bytes so far",
          "check that this is a bundle");
    }
  }
}
