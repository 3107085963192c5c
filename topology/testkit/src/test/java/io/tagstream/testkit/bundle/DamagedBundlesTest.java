package io.tagstream.testkit.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.PackedArchive;
import io.tagstream.model.source.ArchiveSignature;
import io.tagstream.model.source.BundleFetcher;
import io.tagstream.model.source.BundleOrder;
import io.tagstream.model.source.BundleSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DamagedBundlesTest {
  private static final BundleFiles GOOD =
      BundleFiles.inDirectory(
          Path.of("../../model/inference/src/test/resources/io/tagstream/bundles/tiny-streams"));
  private static final KeyPair KEYS = keys();
  private static final List<DamagedBundle> DAMAGED = DamagedBundles.of(GOOD, KEYS.getPrivate());

  private final Path folder;
  private final BundleFetcher fetcher;

  DamagedBundlesTest(@TempDir Path directory) throws IOException {
    folder = Files.createDirectory(directory.resolve("folder"));
    fetcher =
        new BundleFetcher(
            new BundleSources(
                List.of(folder.toUri()),
                List.of(KEYS.getPublic()),
                directory.resolve("cache"),
                1 << 24,
                DamagedBundles.MAX_BYTES,
                Duration.ofSeconds(10)));
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has Ed25519", e);
    }
  }

  static List<DamagedBundle> damaged() {
    return DAMAGED;
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void shouldRefuseForTheRightReason(DamagedBundle damaged) throws IOException {
    BundleOrder order = damaged.placeIn(folder);

    assertThatThrownBy(() -> fetcher.fetch(order).tagger().close())
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(damaged.reason(), BundleException::reason)
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .contains(": expected ", ", found ", "; ")
        .doesNotContain("found null", ": null;")
        .hasSizeLessThan(1500);
  }

  @Test
  void shouldTakeTheGoodOneTheyAreMadeOf() throws IOException {
    byte[] archive = BundlePacker.pack(GOOD);
    Path file = Files.write(folder.resolve("good.tar.gz"), archive);
    PackedArchive packed = PackedArchive.of(archive);
    BundleDraft draft = new BundleDraft(GOOD);
    BundleOrder order =
        new BundleOrder(
            draft.id(draft.tampered()),
            file.toUri(),
            packed.sizeBytes(),
            packed.sha256(),
            ArchiveSignature.sign(KEYS.getPrivate(), packed.sha256()));

    try (BundleTagger tagger = fetcher.fetch(order).tagger()) {
      assertThat(tagger.model()).isEqualTo(order.model());
    }
  }

  @Test
  void shouldDamageInManyWaysEachByANameOfItsOwn() {
    assertThat(DAMAGED).hasSizeGreaterThanOrEqualTo(40);
    assertThat(DAMAGED).extracting(DamagedBundle::name).doesNotHaveDuplicates();
  }
}
