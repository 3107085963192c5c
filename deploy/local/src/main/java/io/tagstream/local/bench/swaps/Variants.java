package io.tagstream.local.bench.swaps;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.huggingface.ExportBundle;
import io.tagstream.schemas.ModelReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes models of one or more: each says another version of itself, so each has another digest.
 * That a swap came at the right record shows in the digest alone. Those of one bundle tag alike,
 * and what a record costs does not depend on which of them tags it.
 */
final class Variants {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Variants() {}

  /**
   * Packs models.
   *
   * @param bundles what they are made of, in turn; the last comes first, for the first serves
   *     already
   * @param directory where the archives go
   */
  static List<Variant> pack(List<Bundle> bundles, int count, Path directory) throws IOException {
    List<BundleFiles> sent = bundles.stream().map(ExportBundle::sendable).toList();
    List<Variant> variants = new ArrayList<>(count);
    for (int number = 1; number <= count; number++) {
      BundleFiles made = sent.get(Math.floorMod(-number, sent.size()));
      Bundle variant = Bundles.open(renamed(made, number));
      Path archive = directory.resolve("variant-%d.tar.gz".formatted(number));
      variants.add(
          new Variant(
              new ModelReference(
                  variant.id().name(), variant.id().version(), variant.id().digest()),
              archive,
              BundlePacker.write(archive, variant.files())));
    }
    return variants;
  }

  private static BundleFiles renamed(BundleFiles files, int number) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    files.names().forEach(name -> contents.put(name, files.read(name)));
    ObjectNode descriptor = (ObjectNode) JSON.readTree(files.read(BundleFiles.DESCRIPTOR));
    descriptor.put("version", descriptor.get("version").asText() + "-swap." + number);
    contents.put(BundleFiles.DESCRIPTOR, JSON.writeValueAsBytes(descriptor));
    return BundleFiles.of(files.location(), contents);
  }
}
