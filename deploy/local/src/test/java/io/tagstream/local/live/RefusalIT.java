package io.tagstream.local.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.local.LocalCluster;
import io.tagstream.local.live.PackedModel.Weights;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.source.ArchiveSignature;
import io.tagstream.model.source.BundleOrder;
import io.tagstream.schemas.ModelAction;
import io.tagstream.schemas.ModelCommand;
import io.tagstream.testkit.bundle.DamagedBundle;
import io.tagstream.testkit.bundle.DamagedBundles;
import io.tagstream.topology.config.TaggingConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bundles that are damaged or lie are ordered from a running instance, and brought into force all
 * the same. It refuses each of them for its own reason; the good model serves on, and another good
 * one goes live after them.
 */
class RefusalIT {
  private static final String ONE = "one";
  private static final long SEED = 20261121;

  private static final Set<Reason> TRIED_AGAIN =
      EnumSet.of(Reason.UNREACHABLE, Reason.ARCHIVE_SIZE_MISMATCH, Reason.ARCHIVE_DIGEST_MISMATCH);

  private static LocalCluster cluster;

  private final Path directory;
  private final KeyPair keys;

  RefusalIT(@TempDir Path directory) throws Exception {
    this.directory = directory;
    keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(LocalCluster.Options.temporary());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void shouldRefuseDamagedBundlesAndServeOn() throws Exception {
    List<DamagedBundle> some = new ArrayList<>(damaged());
    // What may pass is tried again, and takes seconds.
    some.removeIf(bundle -> TRIED_AGAIN.contains(bundle.reason()));
    Collections.shuffle(some, new Random(SEED));
    // Every reason once, before the others.
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    List<DamagedBundle> first =
        some.stream().filter(bundle -> reasons.add(bundle.reason())).toList();
    some.removeAll(first);
    some.addAll(0, first);
    refuse("some", some.subList(0, 40));
  }

  @Test
  @Tag("endurance")
  void shouldRefuseAllDamagedBundles() throws Exception {
    refuse("all", damaged());
  }

  private List<DamagedBundle> damaged() throws Exception {
    PackedModel victim =
        PackedModel.pack(directory.resolve("victims"), "victim", Weights.BIDIRECTIONAL);
    return DamagedBundles.of(BundleFiles.inArchive(victim.archive()), keys.getPrivate());
  }

  private void refuse(String name, List<DamagedBundle> damaged) throws Exception {
    Map<String, String> settings =
        Map.of(
            TaggingConfig.MODEL_TRUSTED_KEYS,
            publicKey().toString(),
            TaggingConfig.MODEL_MAX_BYTES,
            Long.toString(DamagedBundles.MAX_BYTES));
    try (Stage stage = new Stage(cluster, directory, name, settings);
        LiveInstance instance = stage.start(ONE)) {
      stage.until("texts are answered", () -> stage.outputs().count() > 50);
      Map<String, String> expected = new LinkedHashMap<>();
      Map<String, String> found = new LinkedHashMap<>();
      Set<String> refused = new LinkedHashSet<>();
      for (DamagedBundle bundle : damaged) {
        String reason = "REJECTED " + bundle.reason();
        BundleOrder order = bundle.placeIn(emptied(stage.application().models()));
        refused.add(order.model().digest());
        String prepare = stage.commands().send(prepare(stage, order));
        stage.until(bundle + " is answered", () -> stage.statuses().of(ONE, prepare).size() > 1);
        String activate = stage.commands().send(activate(stage, order));
        stage.until(bundle + " is answered", () -> !stage.statuses().of(ONE, activate).isEmpty());
        expected.put(bundle.name(), List.of("PREPARING", reason) + ", then " + reason);
        found.put(
            bundle.name(),
            stage.statuses().of(ONE, prepare)
                + ", then "
                + stage.statuses().of(ONE, activate).get(0));
      }
      stage.sayMore(50);

      assertThat(found).isEqualTo(expected);
      assertThat(stage.outputs().byPlace()).hasSameSizeAs(stage.sent());
      assertThat(refused).noneMatch(stage.outputs()::name);
      // None that stays for every bundle.
      assertThat(threads()).hasSizeLessThan(damaged.size() / 2);
      bringGoodOneIntoForce(stage);
      instance.requireAlive();
    }
  }

  private void bringGoodOneIntoForce(Stage stage) throws Exception {
    PackedModel good = stage.pack("good", Weights.FORWARD);
    String prepare =
        stage
            .commands()
            .send(
                stage
                    .commands()
                    .command(ModelAction.PREPARE, good)
                    .setLocation(good.location().toString())
                    .setSizeBytes(good.packed().sizeBytes())
                    .setSha256(good.packed().sha256())
                    .setSignature(
                        ByteBuffer.wrap(
                            ArchiveSignature.sign(keys.getPrivate(), good.packed().sha256()))));
    stage.until("a good one is prepared", () -> stage.isLast(ONE, prepare, "PREPARED"));
    stage.activate(good, ONE);
    stage.sayMore(50);

    assertThat(stage.outputs().name(good.digest())).isTrue();
    assertThat(stage.mistakes(stage.outputs())).isEmpty();
  }

  /** What lies outside of the one folder that is allowed must be outside for each bundle. */
  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder)) {
          Files.delete(file);
        }
      }
    }
    return folder;
  }

  private static ModelCommand.Builder prepare(Stage stage, BundleOrder order) {
    return stage
        .commands()
        .command(ModelAction.PREPARE, null)
        .setModel(PackedModel.referenceTo(order.model()))
        .setLocation(order.location().toString())
        .setSizeBytes(order.sizeBytes())
        .setSha256(order.sha256())
        .setSignature(buffer(order.signature()));
  }

  private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static ModelCommand.Builder activate(Stage stage, BundleOrder order) {
    return stage
        .commands()
        .command(ModelAction.ACTIVATE, null)
        .setModel(PackedModel.referenceTo(order.model()))
        .setEffectiveFrom(Stage.soon());
  }

  private Path publicKey() throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    return Files.writeString(
        directory.resolve("key.pem"),
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(base64));
  }

  /** Returns the threads that have to do with models. */
  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("tagstream-")
                    || thread.getName().contains("HttpClient"))
        .toList();
  }
}
