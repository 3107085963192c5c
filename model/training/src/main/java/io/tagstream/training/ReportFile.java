package io.tagstream.training;

import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file a report is written to. An older report there is written over. */
record ReportFile(Path path) {

  /**
   * Returns the place beside a bundle: a report quotes the data, so it does not lie in the bundle.
   */
  static Path beside(Path bundle) {
    Path absolute = bundle.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + "-report.html");
  }

  /**
   * Checks that a report can be written to a file, before hours are spent on what it tells.
   *
   * @param others directories of which it must lie outside: a bundle with a file too many is none
   * @throws TrainConfigException if it cannot be
   */
  static ReportFile at(Path path, List<Path> others) {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      throw refused(path, "a directory");
    }
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw refused(path, "which may not be written");
    }
    for (Path other : others) {
      if (absolute.startsWith(other.toAbsolutePath().normalize())) {
        throw refused(path, "which lies in " + other);
      }
    }
    NearestDirectory nearest = NearestDirectory.above(path);
    if (!nearest.isWritable()) {
      throw refused(path, "but " + nearest.path() + " is no directory that may be written");
    }
    return new ReportFile(path);
  }

  private static TrainConfigException refused(Path path, String found) {
    return new TrainConfigException(
        "--report: expected a file to write, found "
            + path
            + ", "
            + found
            + "; name a file beside the bundle that ends in .html");
  }

  void write(String page) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(path, page);
  }
}
