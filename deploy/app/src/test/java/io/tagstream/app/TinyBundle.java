package io.tagstream.app;

import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.Bundles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A whole bundle with random weights, made of the graph the tests of model/inference use. */
final class TinyBundle {
  private static final String GRAPH =
      "../../model/inference/src/test/resources/io/tagstream/bundles/tiny";

  private TinyBundle() {}

  /** Writes the bundle into a directory that does not exist yet. */
  static Path write(Path directory) throws IOException {
    Bundle graph = Bundles.open(GRAPH);
    Map<String, byte[]> contents = new HashMap<>();
    for (String name : graph.files().names()) {
      if (!name.equals(BundleFiles.DESCRIPTOR)) {
        contents.put(name, graph.files().read(name));
      }
    }
    BundleWriter.write(
        directory,
        graph.descriptor(),
        contents,
        List.of(Text.of("Book a table in Oslo. Then play!")));
    return directory;
  }
}
