package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.BundleDescriptor.FileDigest;
import io.tagstream.model.bundle.EncoderDescriptor.Arithmetic;
import io.tagstream.model.bundle.EncoderDescriptor.Transformer;
import io.tagstream.model.compact.WeightStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompactBundleTest {
  private static final String EXPORT = "src/test/resources/reference/bert-token";
  private static final List<String> TEXTS =
      List.of(
          "Ana went to Porto with Li, and Li went home.",
          "We like it in Lisbon. Do you like Lisbon, too?",
          "The quick brown fox jumps over the lazy dog");

  private static BundleFiles single() {
    Bundle export = Bundles.open(EXPORT);
    Map<String, byte[]> contents = TinyBundle.contents(export.files());
    return BundleWriter.assemble(
        "export", export.descriptor(), contents, TEXTS.stream().map(Text::of).toList());
  }

  private static CompactBundle export() {
    return new CompactBundle(single());
  }

  @ParameterizedTest
  @EnumSource
  void shouldStoreWeightsAndServe(WeightStorage storage) {
    CompactBundle.Compact compact = export().stored(storage);
    BundleFiles stored = compact.files();

    try (BundleTagger tagger = Bundles.open(stored).tagger()) {
      assertThat(tagger.tag(TEXTS.get(0)).spans()).isNotEmpty();
    }
    assertThat(stored.names()).contains(BundleFiles.EXAMPLES);
    assertThat(compact.agreement()).isGreaterThan(0.5);
    assertThat(compact.compared()).isPositive();
    int exported = Bundles.open(EXPORT).files().read(BundleFiles.MODEL).length;
    int size = stored.read(BundleFiles.MODEL).length;
    assertThat(size < exported).isEqualTo(storage != WeightStorage.FP32);
  }

  @Test
  void shouldTakeItsVersionFromTheGraphThatIsWrittenWhereNobodyChoseOne() {
    for (BundleFiles made :
        List.of(
            export().stored(WeightStorage.FP16).files(),
            export().stored(WeightStorage.INT8).files(),
            export().integers(0.01).files())) {
      assertThat(Bundles.open(made).id().version())
          .isEqualTo(FileDigest.of(made.read(BundleFiles.MODEL)).sha256().substring(0, 12))
          .isNotEqualTo(Bundles.open(EXPORT).id().version());
    }
    assertThat(Bundles.open(export().stored(WeightStorage.FP32).files()).id().version())
        .isEqualTo(Bundles.open(EXPORT).id().version());
  }

  @Test
  void shouldSayInAVersionThatWasChosenWhatWasDone() {
    BundleFiles chosen = BundleWriter.versioned(single(), "1.2.0");

    assertThat(Bundles.open(chosen).id().version()).isEqualTo("1.2.0");
    assertThat(version(new CompactBundle(chosen).stored(WeightStorage.INT8)))
        .isEqualTo("1.2.0-weights-int8");
    assertThat(version(new CompactBundle(chosen).integers(0.01))).isEqualTo("1.2.0-int8");
  }

  private static String version(CompactBundle.Compact made) {
    return Bundles.open(made.files()).id().version();
  }

  @Test
  void shouldRefuseWeightsThatAreStoredSmallerAlready() {
    BundleFiles stored = export().stored(WeightStorage.INT8).files();
    CompactBundle again = new CompactBundle(stored);

    assertThatThrownBy(() -> again.stored(WeightStorage.FP16))
        .isInstanceOf(BundleException.class)
        .hasMessageMatching("export/model.onnx: expected .*, found .* int8 already; take .*");
  }

  @Test
  void shouldKeepWhatSinglePrecisionSaysAsExamplesOfIntegers() {
    BundleFiles single = single();
    BundleFiles integers = new CompactBundle(single).integers(0.01).files();
    Bundle bundle = Bundles.open(integers);

    assertThat(integers.read(BundleFiles.EXAMPLES)).isEqualTo(single.read(BundleFiles.EXAMPLES));
    assertThat(((Transformer) bundle.descriptor().encoder()).arithmetic())
        .isEqualTo(Arithmetic.INT8);
  }

  @Test
  void shouldNotBatchIntegers() {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      TEXTS.forEach(text -> texts.add(Text.of(text)));
    }
    try (BundleTagger tagger = Bundles.open(export().integers(0.01).files()).tagger()) {
      List<Tagging> together = tagger.tag(texts);

      assertThat(tagger.work().batches()).isEqualTo(texts.size());
      assertThat(together.get(4)).isEqualTo(tagger.tag(texts.get(4)));
    }
  }

  @Test
  void shouldRefuseIntegersThatAgreeTooLittle() {
    BundleFiles integers = export().integers(0.01).files();
    byte[] lying =
        new String(integers.read(BundleFiles.EXAMPLES), StandardCharsets.UTF_8)
            .replace("\"label\":\"", "\"label\":\"NO-")
            .getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> contents = TinyBundle.contents(integers);
    contents.put(BundleFiles.EXAMPLES, lying);
    Bundle bundle =
        Bundles.open(BundleWriter.assemble("lying", Bundles.open(integers).descriptor(), contents));

    assertThatThrownBy(bundle::tagger)
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("expected at least 0.0100 of its spans");
  }

  @Test
  void shouldRefuseToComputeRecurrentNetworksInIntegers() {
    assertThatThrownBy(() -> new CompactBundle(TinyBundle.files()).integers(0.9))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("expected a transformer");
  }
}
