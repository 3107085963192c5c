package io.tagstream.local.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.schemas.ModelReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that commands may name: a real graph with random weights, under a name of its own.
 *
 * @param reference how commands and outputs name it
 * @param archive file that its bundle is packed in
 * @param packed what the archive is known by
 */
record PackedModel(ModelReference reference, Path archive, PackedArchive packed) {
  /** Bundles with weights of their own. */
  enum Weights {
    BIDIRECTIONAL("tiny-streams"),
    FORWARD("tiny-forward");

    private final String folder;

    Weights(String folder) {
      this.folder = folder;
    }

    Path directory() {
      return Path.of("../../model/inference/src/test/resources/io/tagstream/bundles", folder);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Packs a model into a directory, which is made if it is not there. */
  static PackedModel pack(Path directory, String name, Weights weights) throws IOException {
    BundleFiles files = BundleFiles.inDirectory(weights.directory());
    Map<String, byte[]> contents = new TreeMap<>();
    files.names().forEach(file -> contents.put(file, files.read(file)));
    ObjectNode descriptor = (ObjectNode) JSON.readTree(files.read(BundleFiles.DESCRIPTOR));
    descriptor.put("name", name);
    contents.put(BundleFiles.DESCRIPTOR, JSON.writeValueAsBytes(descriptor));
    BundleFiles renamed = BundleFiles.of(name, contents);
    Path archive = Files.createDirectories(directory).resolve(name + ".tar.gz");
    return new PackedModel(
        referenceTo(Bundles.open(renamed).id()), archive, BundlePacker.write(archive, renamed));
  }

  static ModelReference referenceTo(ModelId id) {
    return new ModelReference(id.name(), id.version(), id.digest());
  }

  /** Returns where the archive lies on this machine. */
  URI location() {
    return archive.toUri();
  }

  String name() {
    return reference.getName();
  }

  String digest() {
    return reference.getDigest();
  }
}
