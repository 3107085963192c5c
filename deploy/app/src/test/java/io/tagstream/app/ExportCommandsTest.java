package io.tagstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.PackedArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a directory that a model of Hugging Face was exported to. */
class ExportCommandsTest {
  private static final String TEXT = "Ada Lindqvist moved from Gothenburg to Porto in May.";

  private Path export;
  private Path archive;

  @BeforeEach
  void copy(@TempDir Path directory) throws IOException {
    export = ExportDirectory.copy("bert-token", directory.resolve("people"));
    archive = directory.resolve("people.tar.gz");
  }

  @Test
  void shouldTagWithAnExportAsItIs() {
    Invocation tagged =
        Invocation.of("tag", "--bundle", export.toString(), "--format", "json", TEXT);

    assertThat(tagged.exitCode()).as(tagged.err()).isZero();
    assertThat(tagged.out()).contains("\"spans\"", "\"LOC\"", "Ada Lindqvist");
  }

  @Test
  void shouldMeasureAnExportAsItIs() throws IOException {
    Path data = Files.writeString(export.resolveSibling("data.conll"), "Ada\tB-PER\nsings\tO\n\n");

    Invocation measured =
        Invocation.of("evaluate", "--bundle", export.toString(), "--data", data.toString());

    assertThat(measured.exitCode()).as(measured.err()).isZero();
    assertThat(measured.out()).contains("PER");
  }

  @Test
  void shouldSayWhatAnExportIs() {
    Invocation inspected = Invocation.of("bundle", "inspect", export.toString());

    assertThat(inspected.exitCode()).as(inspected.err()).isZero();
    assertThat(inspected.out())
        .contains(
            "people ",
            "BertForTokenClassification",
            "transformer",
            "listed, simple",
            "64 pieces",
            "the last 64 words")
        .doesNotContain("seed");
  }

  @Test
  void shouldPackAnExportAsABundle() throws IOException {
    Path texts = Files.writeString(export.resolveSibling("texts.txt"), TEXT + "\n\nOne more.\n");

    Invocation packed =
        Invocation.of(
            "bundle",
            "pack",
            "--name",
            "ner",
            "--version",
            "1.2.0",
            "--licence",
            "MIT",
            "--aggregation",
            "first",
            "--weights",
            "fp16",
            "--examples",
            texts.toString(),
            export.toString(),
            archive.toString());

    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(packed.out()).contains("ner 1.2.0", PackedArchive.of(archive).sha256());
    assertThat(new String(Bundles.open(archive.toString()).files().read("examples.jsonl"), UTF_8))
        .hasLineCount(2)
        .contains(TEXT, "One more.");
    Invocation verified = Invocation.of("bundle", "verify", archive.toString());
    assertThat(verified.out()).as(verified.err()).contains("ner 1.2.0 is sound");
    assertThat(Invocation.of("bundle", "inspect", archive.toString()).out())
        .contains("listed, first", "MIT");
  }

  @Test
  void shouldTagAndPackPairs(@TempDir Path directory) throws IOException {
    Path pairs = ExportDirectory.copy("bert-pair", directory.resolve("pairs"));
    Path texts = Files.writeString(directory.resolve("texts.txt"), TEXT + "\tShe sings.\n");

    Invocation tagged =
        Invocation.of("tag", "--bundle", pairs.toString(), "--second", "She sings.", TEXT);
    Invocation packed = packed(pairs, texts, "--pairs");

    assertThat(tagged.exitCode()).as(tagged.err()).isZero();
    assertThat(tagged.out())
        .isNotEqualTo(Invocation.of("tag", "--bundle", pairs.toString(), TEXT).out());
    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(new String(Bundles.open(archive.toString()).files().read("examples.jsonl"), UTF_8))
        .contains("\"text\":\"" + TEXT + "\",\"second\":\"She sings.\"");
  }

  @Test
  void shouldMeasurePairs(@TempDir Path directory) throws IOException {
    Path pairs = ExportDirectory.copy("bert-pair", directory.resolve("pairs"));
    Path data =
        Files.writeString(
            directory.resolve("data.jsonl"),
            "{\"text\":\"%s\",\"second\":\"She sings.\",\"class\":\"x\"}\n".formatted(TEXT));

    Invocation measured =
        Invocation.of(
            "evaluate", "--bundle", pairs.toString(), "--data", data.toString(), "--from-text");

    assertThat(measured.exitCode()).as(measured.err()).isZero();
    assertThat(measured.out()).contains("accuracy");
  }

  @Test
  void shouldTakePairsOfExamplesAlone(@TempDir Path directory) throws IOException {
    Path pairs = ExportDirectory.copy("bert-pair", directory.resolve("pairs"));

    assertRefused(
        1,
        Invocation.of("bundle", "pack", "--pairs", pairs.toString(), archive.toString()),
        "--pairs",
        "--examples");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "one\t", "\ttwo", "one\ttwo\tthree"})
  void shouldRefuseLinesThatAreNoPairs(String line) throws IOException {
    Path texts = Files.writeString(export.resolveSibling("texts.txt"), "a\tb\n" + line + "\n");
    Path pairs = ExportDirectory.copy("bert-pair", export.resolveSibling("pairs"));

    Invocation packed = packed(pairs, texts, "--pairs");

    assertRefused(1, packed, "found another line 2 of " + texts);
  }

  @Test
  void shouldTakeATabForABlankWhereTextsAreSingle() throws IOException {
    Path texts = Files.writeString(export.resolveSibling("texts.txt"), "Ada\tsings in Porto\n");

    Invocation packed = packed(export, texts);

    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(new String(Bundles.open(archive.toString()).files().read("examples.jsonl"), UTF_8))
        .contains("Ada\\tsings in Porto")
        .doesNotContain("second");
  }

  @Test
  void shouldRefuseASecondTextWhereOneIsRead() {
    assertRefused(
        1,
        Invocation.of("tag", "--bundle", export.toString(), "--second", "She sings.", TEXT),
        "pairs");
  }

  @Test
  void shouldPackTheSameExportTheSameWay() throws IOException {
    Invocation.of("bundle", "pack", export.toString(), archive.toString());
    byte[] first = Files.readAllBytes(archive);

    Invocation again = Invocation.of("bundle", "pack", export.toString(), archive.toString());

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(archive).hasBinaryContent(first);
  }

  @Test
  void shouldStoreWeightsSmaller() throws IOException {
    Invocation packed =
        Invocation.of("bundle", "pack", "--weights", "int8", export.toString(), archive.toString());

    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(packed.out()).contains("are said alike", "people ");
    assertThat(Bundles.open(archive.toString()).files().read("model.onnx").length)
        .isLessThan((int) Files.size(export.resolve("model.onnx")));
  }

  @Test
  void shouldComputeInIntegersWhereThatSaysTheSame() {
    Invocation packed =
        Invocation.of("bundle", "pack", "--int8", "0.1", export.toString(), archive.toString());

    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(Invocation.of("bundle", "inspect", archive.toString()).out())
        .contains("arithmetic int8", "agreement 0.1");
  }

  @Test
  void shouldComputeInIntegersOnlyByShares() {
    assertRefused(
        1,
        Invocation.of("bundle", "pack", "--int8", "98", export.toString(), archive.toString()),
        "--int8",
        "0.98");
  }

  /** Packs a directory with examples out of a file. */
  private Invocation packed(Path directory, Path examples, String... options) {
    List<String> arguments = new ArrayList<>(List.of("bundle", "pack"));
    arguments.addAll(List.of(options));
    arguments.addAll(
        List.of("--examples", examples.toString(), directory.toString(), archive.toString()));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private void assertRefused(int exitCode, Invocation refused, String... parts) {
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(exitCode);
    assertThat(refused.err()).contains(parts).contains("expected", "found");
    assertThat(archive).doesNotExist();
  }

  @Test
  void shouldPackNoExportWithoutTokenizer() throws IOException {
    Files.delete(export.resolve("tokenizer.json"));
    Files.writeString(export.resolve("vocab.txt"), "a\n");

    assertRefused(
        1,
        Invocation.of("bundle", "pack", export.toString(), archive.toString()),
        "tokenizer.json",
        "vocab.txt",
        "save the fast tokenizer");
  }

  @Test
  void shouldRefuseExamplesThatAreNone() throws IOException {
    Path blank = Files.writeString(export.resolveSibling("texts.txt"), "\n \n");
    Path binary = Files.write(export.resolveSibling("binary.txt"), new byte[] {(byte) 0xff});
    Path missing = export.resolveSibling("missing.txt");
    Path large = Files.writeString(export.resolveSibling("large.txt"), "a".repeat(200_000));

    for (Path examples : new Path[] {blank, binary, missing, large}) {
      assertRefused(1, packed(export, examples), "--examples", examples.toString());
    }
  }

  @Test
  void shouldRefuseOptionsThatTheModelHasNoUseFor(@TempDir Path directory) throws IOException {
    Path classes = ExportDirectory.copy("bert-sequence", directory.resolve("classes"));
    Path texts = Files.writeString(directory.resolve("texts.txt"), "a\tb\n");

    assertRefused(1, packed(export, texts, "--pairs"), "--pairs", "tags tokens");
    assertRefused(
        1, packed(classes, texts, "--aggregation", "max"), "--aggregation", "classifies texts");
  }

  @Test
  void shouldRefuseAPlaceThatNoArchiveCanBeWrittenTo() {
    Path nowhere = archive.resolveSibling("nowhere");

    assertRefused(
        1,
        Invocation.of("bundle", "pack", export.toString(), nowhere.resolve("a.tar.gz").toString()),
        "directory",
        nowhere.toString());
    assertRefused(
        1,
        Invocation.of("bundle", "pack", export.toString(), export.toString()),
        "the path of a file",
        export.toString());
  }

  @Test
  void shouldGiveABundleAnotherVersion() throws IOException {
    Invocation packed =
        Invocation.of("bundle", "pack", "--version", "9.1.0", "assistant", archive.toString());

    assertThat(packed.exitCode()).as(packed.err()).isZero();
    assertThat(packed.out()).startsWith("assistant 9.1.0");
    Bundle opened = Bundles.open(archive.toString());
    assertThat(opened.id().version()).isEqualTo("9.1.0");
    assertThat(new String(opened.files().read("README.md"), UTF_8))
        .startsWith("# assistant 9.1.0\n");
  }

  @Test
  void shouldNotRenameABundle() throws IOException {
    Path bundle = TinyBundle.write(export.resolveSibling("tiny"));

    assertRefused(
        2,
        Invocation.of("bundle", "pack", "--name", "other", bundle.toString(), archive.toString()),
        "--name",
        "config.json");
  }

  @Test
  void shouldSendNoExportThatWasNotPacked() throws IOException {
    Path config =
        Files.writeString(
            export.resolveSibling("tagstream.properties"),
            """
            application.id=people
            bootstrap.servers=127.0.0.1:1
            schema.registry.url=http://127.0.0.1:1
            """);
    assertRefused(
        1,
        Invocation.of(
            "model",
            "push",
            "--config",
            config.toString(),
            "--to",
            export.resolveSibling("to").toString(),
            export.toString()),
        export.toString(),
        "tagstream bundle pack");
  }
}
