package io.tagstream.training;

import io.tagstream.training.config.TrainConfigException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files in UTF-8 that a configuration names. */
final class Utf8Text {
  private Utf8Text() {}

  /**
   * Reads a file.
   *
   * @param key the key of the configuration that names it
   * @throws TrainConfigException if it is not in UTF-8
   * @throws IOException if it cannot be read
   */
  static String read(String key, Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new TrainConfigException(
          "%s: %s: expected text in UTF-8, found bytes that are not; save it in UTF-8"
              .formatted(key, file));
    }
  }
}
