package io.tagstream.testkit.bundle;

import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.source.ArchiveSignature;
import io.tagstream.model.source.BundleOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Orders of a good bundle that say what is not so, or want it from where it may not come from. */
final class LyingOrders {
  private LyingOrders() {}

  static void addTo(Catalogue catalogue) {
    addModels(catalogue);
    addFacts(catalogue);
    addSignatures(catalogue);
    addPlaces(catalogue);
  }

  private static void addModels(Catalogue catalogue) {
    ModelId good = catalogue.goodModel();
    String digest = "0".repeat(64);
    model(catalogue, "another name", new ModelId("else", good.version(), good.digest()));
    model(catalogue, "another version", new ModelId(good.name(), "9", good.digest()));
    model(catalogue, "another digest", new ModelId(good.name(), good.version(), digest));
  }

  private static void model(Catalogue catalogue, String name, ModelId model) {
    change(
        catalogue,
        "order of " + name,
        Reason.WRONG_MODEL,
        good ->
            new BundleOrder(
                model, good.location(), good.sizeBytes(), good.sha256(), good.signature()));
  }

  private static void addFacts(Catalogue catalogue) {
    Reason size = Reason.ARCHIVE_SIZE_MISMATCH;
    said(catalogue, "order of a larger archive", size, 1 << 19, null);
    said(catalogue, "order of a smaller archive", size, 7, null);
    said(catalogue, "order of a negative size", Reason.MALFORMED_ORDER, -1, null);
    said(catalogue, "order of half a digest", Reason.MALFORMED_ORDER, null, "abcdef");
  }

  private static void said(
      Catalogue catalogue,
      String name,
      Reason reason,
      @Nullable Integer sizeBytes,
      @Nullable String sha256) {
    change(
        catalogue,
        name,
        reason,
        good ->
            new BundleOrder(
                good.model(),
                good.location(),
                sizeBytes == null ? good.sizeBytes() : Long.valueOf(sizeBytes),
                sha256 == null ? good.sha256() : sha256,
                good.signature()));
  }

  private static void addSignatures(Catalogue catalogue) {
    signature(catalogue, "no signature", Reason.UNSIGNED, (sha256, good) -> null);
    signature(
        catalogue,
        "half a signature",
        Reason.BAD_SIGNATURE,
        (sha256, good) -> Arrays.copyOf(good, 32));
    signature(
        catalogue,
        "one bit of the signature flipped",
        Reason.BAD_SIGNATURE,
        (sha256, good) -> DamagedArchives.flipped(good, 5));
    signature(
        catalogue,
        "signature of another archive",
        Reason.BAD_SIGNATURE,
        (sha256, good) -> catalogue.signed("0".repeat(64)));
    signature(
        catalogue,
        "signature by another key",
        Reason.BAD_SIGNATURE,
        (sha256, good) -> byAnotherKey(sha256));
    catalogue.add(
        "directory, which nobody can sign",
        Reason.UNSIGNED,
        folder -> {
          BundleWriter.write(
              folder.resolve("bundle"), BundleFiles.of("directory", catalogue.files()));
          URI location = folder.resolve("bundle").toUri();
          return new BundleOrder(catalogue.goodModel(), location, null, null, null);
        });
  }

  private static void signature(
      Catalogue catalogue,
      String name,
      Reason reason,
      BiFunction<String, byte[], byte @Nullable []> change) {
    change(
        catalogue,
        name,
        reason,
        good -> {
          String sha256 = Objects.requireNonNull(good.sha256());
          byte[] signature = Objects.requireNonNull(good.signature());
          return new BundleOrder(
              good.model(),
              good.location(),
              good.sizeBytes(),
              sha256,
              change.apply(sha256, signature));
        });
  }

  private static byte[] byAnotherKey(String sha256) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
      return ArchiveSignature.sign(keys.generateKeyPair().getPrivate(), sha256);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has Ed25519", e);
    }
  }

  private static void addPlaces(Catalogue catalogue) {
    place(catalogue, "place that is not allowed", "../" + Catalogue.ARCHIVE, true);
    place(catalogue, "path that climbs", "./../folder/" + Catalogue.ARCHIVE, false);
    place(catalogue, "path that climbs in disguise", "%2e%2E/" + Catalogue.ARCHIVE, false);
    catalogue.add(
        "link that leads out",
        Reason.SOURCE_NOT_ALLOWED,
        folder -> {
          Path outside =
              Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-out"));
          BundleOrder good =
              catalogue.order(outside, catalogue.goodArchive(), catalogue.goodModel());
          Path link = folder.resolve("link.tar.gz");
          Files.createSymbolicLink(link, outside.resolve(Catalogue.ARCHIVE));
          return at(good, link.toUri());
        });
    change(
        catalogue,
        "kind of place nobody reads",
        Reason.SOURCE_NOT_ALLOWED,
        good -> at(good, URI.create("ftp://localhost/" + Catalogue.ARCHIVE)));
    catalogue.add(
        "archive that is not there",
        Reason.UNREACHABLE,
        folder -> {
          BundleOrder good =
              catalogue.order(folder, catalogue.goodArchive(), catalogue.goodModel());
          Files.delete(folder.resolve(Catalogue.ARCHIVE));
          return good;
        });
  }

  private static void place(Catalogue catalogue, String name, String path, boolean normal) {
    catalogue.add(
        name,
        Reason.SOURCE_NOT_ALLOWED,
        folder -> {
          BundleOrder good =
              catalogue.order(folder, catalogue.goodArchive(), catalogue.goodModel());
          URI location = URI.create(folder.toUri() + path);
          return at(good, normal ? location.normalize() : location);
        });
  }

  private static BundleOrder at(BundleOrder order, URI location) {
    return new BundleOrder(
        order.model(), location, order.sizeBytes(), order.sha256(), order.signature());
  }

  private static void change(
      Catalogue catalogue, String name, Reason reason, UnaryOperator<BundleOrder> change) {
    catalogue.add(name, reason, folder -> change.apply(order(catalogue, folder)));
  }

  private static BundleOrder order(Catalogue catalogue, Path folder) throws IOException {
    return catalogue.order(folder, catalogue.goodArchive(), catalogue.goodModel());
  }
}
