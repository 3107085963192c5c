package io.tagstream.training;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is there of the directories above a file or a directory that is to be made: the nearest of
 * them. The others are made in it.
 *
 * @param path absolute; a file if one is in the way
 */
record NearestDirectory(Path path) {

  /** Finds what is there above a path; above the root, that is the root. */
  static NearestDirectory above(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path nearest = absolute.getParent() == null ? absolute : absolute.getParent();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    return new NearestDirectory(nearest);
  }

  /** Returns whether files and directories can be made in it. */
  boolean isWritable() {
    return Files.isDirectory(path) && Files.isWritable(path);
  }
}
