package io.tagstream.model.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.Tagging;
import io.tagstream.model.Text;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundlePacker;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.BundleWriter;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.CompactBundle;
import io.tagstream.model.compact.WeightStorage;
import io.tagstream.model.decode.Aggregation;
import io.tagstream.model.reference.ReferenceModel;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportBundleTest {
  private static final String TEXT = "Ada Lindqvist moved to Porto";
  private static final ExportOptions OPTIONS =
      new ExportOptions("people", "Apache-2.0", Aggregation.MAX, 32);

  private static BundleFiles made(Path directory, ExportOptions options, List<Text> texts) {
    return ExportBundle.withExamples(
        Bundles.open(HuggingFaceExport.read(directory, options)), texts);
  }

  private static Bundle packed(BundleFiles files) {
    byte[] archive = BundlePacker.pack(files);
    return Bundles.open(BundleFiles.inArchive("people.tar.gz", new ByteArrayInputStream(archive)));
  }

  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldSayTheSamePackedAndAsItIs(ReferenceModel model) {
    Bundle bundle =
        packed(made(model.directory(), ExportOptions.PRESET, ExportBundle.NEUTRAL_TEXTS));
    try (BundleTagger packed = bundle.tagger();
        BundleTagger plain = Bundles.open(model.directory().toString()).tagger()) {
      Tagging expected = plain.tag(TEXT);

      assertThat(packed.tag(TEXT)).isEqualTo(expected);
      assertThat(expected.sentences()).hasSize(1);
    }
  }

  @Test
  void shouldGiveExamplesToAnExportAlone() {
    Bundle export = Bundles.open(ReferenceModel.BERT_TOKEN.directory().toString());
    Bundle sent = packed(ExportBundle.sendable(export));

    sent.tagger().close();
    assertThat(sent.id().name()).isEqualTo(export.id().name());
    assertThat(ExportBundle.sendable(sent)).isSameAs(sent.files());
  }

  @Test
  void shouldTakeWhatTheFilesDoNotSay() {
    Bundle bundle =
        packed(made(ReferenceModel.BERT_TOKEN.directory(), OPTIONS, List.of(Text.of(TEXT))));

    assertThat(bundle.id().name()).isEqualTo("people");
    assertThat(bundle.descriptor().provenance().licence()).isEqualTo("Apache-2.0");
    assertThat(Objects.requireNonNull(bundle.descriptor().heads().slots()).aggregation())
        .isEqualTo(Aggregation.MAX);
    assertThat(new String(bundle.files().read(BundleFiles.EXAMPLES), UTF_8)).contains(TEXT);
  }

  @Test
  void shouldHoldAModelOfPairsToWhatItSaysOfPairs() {
    Text pair = new Text(TEXT, null, "She lives in Porto now");
    BundleFiles files = made(ReferenceModel.BERT_PAIR.directory(), OPTIONS, List.of(pair));

    assertThat(new String(files.read(BundleFiles.EXAMPLES), UTF_8))
        .contains("\"second\":\"She lives in Porto now\"");
    Bundles.open(files).tagger().close();
    // Another second text has another score; the first alone would not tell.
    assertThatThrownBy(() -> Bundles.open(withExamples(files, "Porto now", "Oslo")).tagger())
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("example 1");
  }

  private static BundleFiles withExamples(BundleFiles files, String replaced, String by) {
    Bundle bundle = Bundles.open(files);
    TreeMap<String, byte[]> contents = new TreeMap<>();
    bundle.descriptor().files().keySet().forEach(name -> contents.put(name, files.read(name)));
    String examples = new String(files.read(BundleFiles.EXAMPLES), UTF_8);
    contents.put(BundleFiles.EXAMPLES, examples.replaceFirst(replaced, by).getBytes(UTF_8));
    return BundleWriter.assemble("changed", bundle.descriptor(), contents);
  }

  @Test
  void shouldMakeTheSameBundleTwice() {
    byte[] first =
        BundlePacker.pack(
            made(ReferenceModel.BERT_PAIR.directory(), OPTIONS, List.of(Text.of(TEXT))));

    assertThat(
            BundlePacker.pack(
                made(ReferenceModel.BERT_PAIR.directory(), OPTIONS, List.of(Text.of(TEXT)))))
        .isEqualTo(first);
  }

  /** The examples are what the model said with all of its bits. */
  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldSayMostOfItWithHalfOfTheBits(ReferenceModel model) {
    BundleFiles whole = made(model.directory(), ExportOptions.PRESET, ExportBundle.NEUTRAL_TEXTS);

    CompactBundle.Compact half = new CompactBundle(whole).stored(WeightStorage.FP16);

    packed(half.files()).tagger().close();
    assertThat(half.agreement()).isGreaterThan(0.9);
    assertThat(half.files().read(BundleFiles.MODEL).length)
        .isLessThan(whole.read(BundleFiles.MODEL).length);
  }

  @Test
  void shouldHoldTheModelToItsExamples() {
    BundleFiles files =
        made(ReferenceModel.BERT_TOKEN.directory(), OPTIONS, List.of(Text.of(TEXT)));

    assertThatThrownBy(
            () -> Bundles.open(withExamples(files, "\"[A-Z]+\"", "\"NOBODY\"")).tagger().close())
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("example 1");
  }

  @Test
  void shouldRefuseANameThatNoBundleHas() {
    ExportOptions spaced = new ExportOptions("my people", "x", Aggregation.SIMPLE, 64);

    assertThatThrownBy(
            () -> made(ReferenceModel.BERT_TOKEN.directory(), spaced, ExportBundle.NEUTRAL_TEXTS))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("'my people'");
  }
}
