package io.tagstream.local.bench.swaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.Bundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantsTest {
  static final String STREAMS =
      "../../model/inference/src/test/resources/io/tagstream/bundles/tiny-streams";

  @Test
  void shouldDifferInTheirVersionAlone(@TempDir Path directory) throws Exception {
    Bundle bundle = Bundles.open(STREAMS);

    List<Variant> variants = Variants.pack(List.of(bundle), 3, directory);

    assertThat(variants).extracting(variant -> variant.model().getDigest()).doesNotHaveDuplicates();
    for (Variant variant : variants) {
      Bundle read = Bundles.open(variant.archive().toString());
      assertThat(read.id().version()).isEqualTo(variant.model().getVersion()).startsWith("1.0.0-");
      assertThat(read.id().digest())
          .isEqualTo(variant.model().getDigest())
          .isNotEqualTo(bundle.id().digest());
      assertThat(read.descriptor())
          .usingRecursiveComparison()
          .ignoringFields("version")
          .isEqualTo(bundle.descriptor());
      assertThat(Files.size(variant.archive())).isEqualTo(variant.packed().sizeBytes());
    }
  }

  @Test
  void shouldMakeAnExportOneThatCanBeSent(@TempDir Path directory) throws Exception {
    Bundle export = Bundles.open("../../model/inference/src/test/resources/reference/bert-token");

    List<Variant> variants = Variants.pack(List.of(export), 2, directory);

    assertThat(variants)
        .extracting(variant -> variant.model().getName())
        .containsOnly("bert-token");
    for (Variant variant : variants) {
      Bundles.open(variant.archive().toString()).tagger().close();
    }
  }

  @Test
  void shouldFollowOneBundleByAnother(@TempDir Path directory) throws Exception {
    Bundle first = Bundles.open(STREAMS);
    Bundle second = Bundles.open("support");

    List<Variant> variants = Variants.pack(List.of(first, second), 4, directory);

    assertThat(variants)
        .extracting(variant -> variant.model().getName())
        .as("the first serves before all of them")
        .containsExactly(
            second.id().name(), first.id().name(), second.id().name(), first.id().name());
  }
}
