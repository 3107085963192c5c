package io.tagstream.testkit.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.BundleDescriptor.FileDigest;
import io.tagstream.model.bundle.BundleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A bundle that is changed step by step, and then says of itself what has become of it. */
final class BundleDraft {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, byte[]> contents = new TreeMap<>();
  private final byte[] before;
  private final ObjectNode descriptor;

  BundleDraft(BundleFiles good) {
    for (String name : good.names()) {
      contents.put(name, good.read(name).clone());
    }
    before = Objects.requireNonNull(contents.remove(BundleFiles.DESCRIPTOR));
    descriptor = object(before);
  }

  /** Changes a file, which need not be there yet. */
  BundleDraft file(String name, UnaryOperator<byte[]> change) {
    contents.put(name, change.apply(contents.getOrDefault(name, new byte[0])));
    return this;
  }

  BundleDraft file(String name, String text) {
    return file(name, before -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Changes the text of a file. */
  BundleDraft text(String name, UnaryOperator<String> change) {
    return file(
        name,
        before ->
            change
                .apply(new String(before, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Changes a file of JSON. */
  BundleDraft json(String name, Consumer<ObjectNode> change) {
    return file(
        name,
        before -> {
          ObjectNode node = object(before);
          change.accept(node);
          return bytes(node);
        });
  }

  BundleDraft without(String name) {
    contents.remove(name);
    return this;
  }

  /** Changes what the bundle says of itself. */
  BundleDraft describe(Consumer<ObjectNode> change) {
    change.accept(descriptor);
    return this;
  }

  /** The files, with a {@code bundle.json} that says what they are: a lie that holds together. */
  Map<String, byte[]> lying() {
    ObjectNode files = descriptor.putObject("files");
    contents.forEach((name, content) -> files.set(name, JSON.valueToTree(FileDigest.of(content))));
    return as(bytes(descriptor));
  }

  /** The files, with a {@code bundle.json} that knows nothing of the changes. */
  Map<String, byte[]> tampered() {
    return as(before);
  }

  /** The files with another {@code bundle.json}. */
  Map<String, byte[]> as(String json) {
    return as(json.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, byte[]> as(byte[] json) {
    Map<String, byte[]> files = new TreeMap<>(contents);
    files.put(BundleFiles.DESCRIPTOR, json);
    return files;
  }

  /** The {@code bundle.json} of {@link #lying}, as text. */
  String said() {
    return new String(
        Objects.requireNonNull(lying().get(BundleFiles.DESCRIPTOR)), StandardCharsets.UTF_8);
  }

  /** The model that files say they are; of files that say nothing, the name of the good one. */
  ModelId id(Map<String, byte[]> files) {
    byte[] json = files.getOrDefault(BundleFiles.DESCRIPTOR, new byte[0]);
    return new ModelId(
        descriptor.path("name").asText(),
        descriptor.path("version").asText(),
        FileDigest.of(json).sha256());
  }

  /** Moves each entry of a list to the place before it, and the first to the end. */
  static void rotate(ArrayNode list) {
    list.add(list.remove(0));
  }

  static ArrayNode list(ObjectNode node, String path) {
    return (ArrayNode) node.at(path);
  }

  static ObjectNode object(ObjectNode node, String path) {
    return (ObjectNode) node.at(path);
  }

  private static ObjectNode object(byte[] json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a good bundle has good JSON", e);
    }
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree can be written", e);
    }
  }
}
