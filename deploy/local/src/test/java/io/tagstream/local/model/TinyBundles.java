package io.tagstream.local.model;

import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.Bundles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whole bundles with random weights, of any version. */
final class TinyBundles {
  private static final String GRAPH =
      "../../model/inference/src/test/resources/io/tagstream/bundles/tiny";

  private TinyBundles() {}

  /** Writes a bundle of another version into a directory that does not exist yet. */
  static Path write(Path directory, String version) throws IOException {
    Bundle graph = Bundles.open(GRAPH);
    Map<String, byte[]> contents = new HashMap<>();
    for (String name : graph.files().names()) {
      if (!name.equals(BundleFiles.DESCRIPTOR)) {
        contents.put(name, graph.files().read(name));
      }
    }
    BundleDescriptor first = graph.descriptor();
    BundleDescriptor other =
        new BundleDescriptor(
            first.formatVersion(),
            first.name(),
            version,
            first.description(),
            first.encoder(),
            first.heads(),
            first.stream(),
            first.limits(),
            first.provenance(),
            first.files());
    BundleWriter.write(
        directory, other, contents, List.of(Text.of("Book a table in Oslo. Then play!")));
    return directory;
  }
}
