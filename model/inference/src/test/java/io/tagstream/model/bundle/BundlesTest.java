package io.tagstream.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleDescriptor.ClassHead;
import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.BundleDescriptor.Heads;
import io.tagstream.model.bundle.BundleDescriptor.Limits;
import io.tagstream.model.bundle.BundleDescriptor.SlotHead;
import io.tagstream.model.bundle.BundleException.Reason;
import io.tagstream.model.decode.TagScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesTest {
  private final BundleFiles whole = TinyBundle.files();

  private static AbstractStringAssert<?> assertRefused(Reason reason, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(BundleException.class))
        .returns(reason, BundleException::reason)
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .contains(": expected ", ", found ", "; ");
  }

  /** The whole bundle with one file changed behind the back of its bundle.json. */
  private BundleFiles tampered(String name, byte[] content) {
    Map<String, byte[]> contents = TinyBundle.contents(whole);
    contents.put(BundleFiles.DESCRIPTOR, whole.read(BundleFiles.DESCRIPTOR));
    contents.put(name, content);
    return BundleFiles.of("tampered", contents);
  }

  /** The whole bundle with one file changed and digests to match. */
  private BundleFiles rewritten(String name, byte[] content) {
    Map<String, byte[]> contents = TinyBundle.contents(whole);
    contents.put(name, content);
    return BundleWriter.assemble("rewritten", TinyBundle.descriptor(), contents);
  }

  private BundleFiles described(BundleDescriptor descriptor) {
    return BundleWriter.assemble("described", descriptor, TinyBundle.contents(whole));
  }

  private static BundleDescriptor with(Heads heads, Limits limits) {
    BundleDescriptor tiny = TinyBundle.descriptor();
    return new BundleDescriptor(
        tiny.formatVersion(),
        tiny.name(),
        tiny.version(),
        tiny.description(),
        tiny.encoder(),
        heads,
        null,
        limits,
        tiny.provenance(),
        new TreeMap<>());
  }

  private static BundleDescriptor with(Heads heads) {
    return with(heads, new Limits(64));
  }

  private static SlotHead slots(String... labels) {
    return new SlotHead(TagScheme.BIO, List.of(labels), DecoderKind.CRF);
  }

  @Test
  void shouldOpenAWholeBundle() {
    Bundle bundle = Bundles.open(whole);

    assertThat(bundle.id().name()).isEqualTo("tiny");
    assertThat(bundle.id().digest()).isEqualTo(Sha256.hex(whole.read("bundle.json")));
    try (BundleTagger tagger = bundle.tagger()) {
      assertThat(tagger.model()).isEqualTo(bundle.id());
    }
  }

  @Test
  void shouldOpenABundleByTheNameItShipsUnder() {
    assertThat(Bundles.shippedNames()).contains("tiny");
    assertThat(Bundles.open("tiny").descriptor().name()).isEqualTo("tiny");
  }

  @Test
  void shouldOpenABundleByPath(@TempDir Path folder) throws IOException {
    BundleWriter.write(folder.resolve("mine"), whole);

    assertThat(Bundles.open(folder.resolve("mine").toString()).id())
        .isEqualTo(Bundles.open(whole).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"assistent", "no/such/folder", "", "../tiny", "tiny/", "a\0b"})
  void shouldListTheNamesThatShipForOneItDoesNotKnow(String name) {
    assertRefused(Reason.NOT_FOUND, () -> Bundles.open(name)).contains("tiny");
  }

  @Test
  void shouldRefuseAFileWithOneBitChanged() {
    byte[] model = whole.read("model.onnx").clone();
    model[model.length / 2] ^= 1;

    assertRefused(Reason.DIGEST_MISMATCH, () -> Bundles.open(tampered("model.onnx", model)))
        .contains("tampered/model.onnx");
  }

  @Test
  void shouldRefuseATruncatedFile() {
    assertRefused(Reason.SIZE_MISMATCH, () -> Bundles.open(tampered("model.onnx", new byte[9])))
        .contains("9967 bytes, found 9 bytes");
  }

  @Test
  void shouldRefuseFilesThatAreNotListedOrNotThere() {
    assertRefused(Reason.UNLISTED_FILE, () -> Bundles.open(tampered("extra.bin", new byte[1])))
        .contains("extra.bin");
    Map<String, byte[]> contents = new TreeMap<>();
    contents.put("bundle.json", whole.read("bundle.json"));
    assertRefused(Reason.MISSING_FILE, () -> Bundles.open(BundleFiles.of("torn", contents)))
        .contains("README.md");
    assertRefused(Reason.MISSING_FILE, () -> Bundles.open(BundleFiles.of("empty", Map.of())))
        .contains("bundle.json");
  }

  @Test
  void shouldRefuseLabelsThatCannotBeToldApart() {
    assertRefused(
            Reason.BAD_LABELS,
            () -> Bundles.open(described(with(new Heads(slots("a", "a"), null)))))
        .contains("heads.slots.labels", "'a' twice");
    assertRefused(
            Reason.BAD_LABELS,
            () -> Bundles.open(described(with(new Heads(slots("a", "O"), null)))))
        .contains("found 'O'");
    assertRefused(
            Reason.BAD_LABELS, () -> Bundles.open(described(with(new Heads(slots(""), null)))))
        .contains("white space");
    assertRefused(
            Reason.BAD_LABELS,
            () -> Bundles.open(described(with(new Heads(null, new ClassHead(List.of()))))))
        .contains("heads.classes.labels", "found none");
    assertRefused(
            Reason.BAD_LABELS,
            () ->
                Bundles.open(described(with(new Heads(null, new ClassHead(List.of("a b", " ")))))))
        .contains("a class of one line", "found ' '");
    assertRefused(Reason.BAD_LABELS, () -> Bundles.open(described(with(new Heads(null, null)))))
        .contains("neither");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/b", "../a", "a b"})
  void shouldRefuseANameThatCouldNotBeAFolder(String name) {
    byte[] json =
        new String(whole.read("bundle.json"), UTF_8)
            .replace("\"name\" : \"tiny\"", "\"name\" : \"" + name + "\"")
            .getBytes(UTF_8);

    assertRefused(Reason.MALFORMED_DESCRIPTOR, () -> Bundles.open(tampered("bundle.json", json)))
        .contains("bundle.json name", "found '" + name + "'");
  }

  @Test
  void shouldRefuseARightContextThatNoRecurrentModelIsTrainedFor() {
    byte[] json =
        new String(whole.read("bundle.json"), UTF_8)
            .replace("\"limits\"", "\"stream\" : {\"rightContext\" : 65}, \"limits\"")
            .getBytes(UTF_8);

    assertRefused(Reason.BAD_LIMITS, () -> Bundles.open(tampered("bundle.json", json)))
        .contains("expected 0 to 64 tokens for a recurrent encoder, found 65");
  }

  @Test
  void shouldRefuseALimitThatLetsNothingIn() {
    BundleDescriptor descriptor = with(TinyBundle.descriptor().heads(), new Limits(0));

    assertRefused(Reason.BAD_LIMITS, () -> Bundles.open(described(descriptor))).contains("found 0");
  }

  @Test
  void shouldRefuseADecoderOfAnotherShapeOrBeyondNumbers() {
    assertRefused(
            Reason.BAD_DECODER,
            () -> Bundles.open(described(with(new Heads(slots("a", "b"), null)))))
        .contains("expected 5 numbers");
    String json = new String(whole.read("decoder.json"), UTF_8);
    String broken = json.replaceFirst("-?[0-9]+\\.[0-9E-]+", "1e99");
    assertRefused(
            Reason.BAD_DECODER,
            () -> Bundles.open(rewritten("decoder.json", broken.getBytes(UTF_8))))
        .contains("found Infinity");
    assertRefused(
            Reason.BAD_DECODER, () -> Bundles.open(rewritten("decoder.json", "{}".getBytes(UTF_8))))
        .contains("found none");
  }

  @Test
  void shouldRefuseAGraphThatDoesNotFitTheLabels() {
    ClassHead two = new ClassHead(List.of("a", "b"));
    BundleDescriptor descriptor = with(new Heads(TinyBundle.descriptor().heads().slots(), two));

    assertRefused(Reason.LABEL_COUNT_MISMATCH, () -> Bundles.open(described(descriptor)).tagger());
  }

  @Test
  void shouldRefuseAGraphThatIsNone() {
    assertRefused(
        Reason.BAD_GRAPH,
        () -> Bundles.open(rewritten("model.onnx", "junk".getBytes(UTF_8))).tagger());
  }

  @Test
  void shouldRefuseATokenizerThatIsNone() {
    assertRefused(
        Reason.BAD_TOKENIZER,
        () -> Bundles.open(rewritten("tokenizer.json", "{".getBytes(UTF_8))).tagger());
  }

  @Test
  void shouldRefuseAModelThatSaysSomethingElseThanItsExamples() {
    String examples = new String(whole.read("examples.jsonl"), UTF_8);
    String begin = examples.replaceFirst("\"begin\":0", "\"begin\":1");
    String score = examples.replaceFirst("\"score\":0\\.[0-9]+", "\"score\":0.98");

    assertRefused(
            Reason.GOLDEN_MISMATCH,
            () -> Bundles.open(rewritten("examples.jsonl", begin.getBytes(UTF_8))).tagger())
        .contains("example 1");
    assertRefused(
        Reason.GOLDEN_MISMATCH,
        () -> Bundles.open(rewritten("examples.jsonl", score.getBytes(UTF_8))).tagger());
  }

  @Test
  void shouldForgiveAScoreThatIsOffByLittle() {
    String examples = new String(whole.read("examples.jsonl"), UTF_8);
    String near = examples.replaceFirst("(\"score\":0\\.[0-9]{4})[0-9]+", "$1");
    assertThat(near).isNotEqualTo(examples);

    Bundles.open(rewritten("examples.jsonl", near.getBytes(UTF_8))).tagger().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "{\"text\":\"a\"}\n", "{\"text\":1,\"spans\":2}", "no"})
  void shouldRefuseExamplesThatAreNone(String examples) {
    assertRefused(
            Reason.BAD_EXAMPLES,
            () -> Bundles.open(rewritten("examples.jsonl", examples.getBytes(UTF_8))).tagger())
        .contains("examples.jsonl");
  }
}
