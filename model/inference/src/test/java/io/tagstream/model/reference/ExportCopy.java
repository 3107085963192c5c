package io.tagstream.model.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A copy of the export of a reference model, to be changed. */
public record ExportCopy(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FILES =
      List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.onnx");

  /** Copies what an export needs. */
  public static ExportCopy of(ReferenceModel model, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String file : FILES) {
      Files.copy(model.directory().resolve(file), directory.resolve(file));
    }
    return new ExportCopy(directory);
  }

  /** Changes {@code config.json}. */
  public ExportCopy config(Consumer<ObjectNode> change) throws IOException {
    Path file = directory.resolve("config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    change.accept(config);
    Files.write(file, JSON.writeValueAsBytes(config));
    return this;
  }

  /** Removes a file. */
  public ExportCopy without(String file) throws IOException {
    Files.delete(directory.resolve(file));
    return this;
  }

  /** Puts a file there. */
  public ExportCopy with(String file, byte[] content) throws IOException {
    Files.write(directory.resolve(file), content);
    return this;
  }
}
