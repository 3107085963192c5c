package io.tagstream.training;

import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
   * @throws TrainConfigException if it cannot be
   */
  static ReportFile at(Path path) {
    if (Files.isDirectory(path) || (Files.exists(path) && !Files.isWritable(path))) {
      throw new TrainConfigException(
          "--report: expected a file to write, found "
              + path
              + (Files.isDirectory(path) ? ", a directory" : ", which may not be written")
              + "; name a file that ends in .html");
    }
    return new ReportFile(path);
  }

  void write(String page) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(path, page);
  }
}
