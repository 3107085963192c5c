package io.tagstream.testkit.bundle;

import io.tagstream.model.ModelId;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.source.ArchiveSignature;
import io.tagstream.model.source.BundleOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A list of damaged bundles as it grows. Whatever a bundle is not damaged in is as it should be:
 * its order says the size and the digest of its archive, and the signature is by a trusted key.
 */
final class Catalogue {
  static final String ARCHIVE = "bundle.tar.gz";

  private final BundleFiles good;
  private final PrivateKey key;
  private final byte[] goodArchive;
  private final ModelId goodModel;
  private final List<DamagedBundle> bundles = new ArrayList<>();

  Catalogue(BundleFiles good, PrivateKey key) {
    this.good = good;
    this.key = key;
    goodArchive = BundlePacker.pack(good);
    goodModel = draft().id(files());
  }

  BundleDraft draft() {
    return new BundleDraft(good);
  }

  Map<String, byte[]> files() {
    return draft().tampered();
  }

  byte[] goodArchive() {
    return goodArchive;
  }

  ModelId goodModel() {
    return goodModel;
  }

  byte[] signed(String sha256) {
    return ArchiveSignature.sign(key, sha256);
  }

  List<DamagedBundle> bundles() {
    return List.copyOf(bundles);
  }

  void add(String name, Reason reason, DamagedBundle.Placing placing) {
    bundles.add(new DamagedBundle(name, reason, placing));
  }

  /** Adds an archive with an order to match. */
  void archive(String name, Reason reason, byte[] archive) {
    archive(name, reason, archive, goodModel);
  }

  /** Adds the archive of some files with an order to match. */
  void files(String name, Reason reason, Map<String, byte[]> files) {
    byte[] archive = BundlePacker.pack(BundleFiles.of(name, files));
    archive(name, reason, archive, draft().id(files));
  }

  /** Adds a bundle that lies, but for its name and version, which the order believes. */
  void lying(String name, Reason reason, BundleDraft draft) {
    Map<String, byte[]> files = draft.lying();
    archive(name, reason, BundlePacker.pack(BundleFiles.of(name, files)), draft.id(files));
  }

  private void archive(String name, Reason reason, byte[] archive, ModelId model) {
    add(name, reason, folder -> order(folder, archive, model));
  }

  /** Puts an archive into a folder, and orders it as it is. */
  BundleOrder order(Path folder, byte[] archive, ModelId model) throws IOException {
    Path file = Files.write(folder.resolve(ARCHIVE), archive);
    PackedArchive packed = PackedArchive.of(archive);
    return new BundleOrder(
        model, file.toUri(), packed.sizeBytes(), packed.sha256(), signed(packed.sha256()));
  }

  /** Puts an archive into a folder, and orders the good one. */
  BundleOrder orderGood(Path folder, byte[] archive) throws IOException {
    Path file = Files.write(folder.resolve(ARCHIVE), archive);
    PackedArchive packed = PackedArchive.of(goodArchive);
    return new BundleOrder(
        goodModel, file.toUri(), packed.sizeBytes(), packed.sha256(), signed(packed.sha256()));
  }
}
