package io.tagstream.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A directory that a random model was exported to: those that model/inference is tested with. */
final class ExportDirectory {
  private static final Path REFERENCE =
      Path.of("../../model/inference/src/test/resources/reference");

  private ExportDirectory() {}

  /** Copies an export into a directory that does not exist yet. */
  static Path copy(String name, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String file :
        List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx")) {
      Files.copy(REFERENCE.resolve(name).resolve(file), directory.resolve(file));
    }
    return directory;
  }
}
