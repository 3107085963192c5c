package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.training.network.RequiresLibtorch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@RequiresLibtorch
class TrainCommandTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldLearnAToySetByHeart() throws IOException {
    Path config = ToyData.writeTo(directory, "data.test = toy.jsonl");

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    Bundle bundle = Bundles.open(directory.resolve("bundle").toString());
    assertThat(bundle.descriptor().provenance().scores())
        .containsEntry("dev.slotF1", 100.0)
        .containsEntry("dev.classAccuracy", 100.0)
        .containsEntry("test.plain.slotF1", 100.0);
    try (BundleTagger tagger = bundle.tagger()) {
      Tagging tagging = tagger.tag("Play the song Two Rivers.");
      assertThat(tagging.spans())
          .extracting(Span::label, Span::surface)
          .containsExactly(tuple("song", "Two Rivers"));
      assertThat(tagging.sentences().get(0).sentenceClass())
          .satisfies(sentenceClass -> assertThat(sentenceClass.label()).isEqualTo("PlayMusic"));
    }
    assertThat(err.toString()).contains("epoch 40/40", "sentences/s", "slot F1 100.00");
    assertThat(out.toString()).isEqualToIgnoringNewLines(directory.resolve("bundle").toString());
  }

  @Test
  void shouldLearnConversationsAndScoreThemTurnByTurn() throws IOException {
    // What "it" is about only the turn before tells.
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String topic = i % 2 == 0 ? "music" : "weather";
      lines.add(turn(i, 2, "repeat it", topic));
      lines.add(turn(i, 1, "hello " + topic, topic));
    }
    Files.write(directory.resolve("turns.jsonl"), lines);
    Path config =
        ToyData.writeTo(
            directory,
            "bundle.stream.right.context = 1",
            "data.streams = keys",
            "training.stream.cut = 0.25");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("toy.jsonl", "turns.jsonl")
            .replace("training.plain.share = 0.5", "training.prefix.share = 0")
            .concat("data.test = turns.jsonl\n"));

    assertThat(train(config, "bundle")).as(err.toString()).isZero();
    train(config, "again");

    BundleDescriptor bundle = Bundles.open(directory.resolve("bundle").toString()).descriptor();
    assertThat(bundle.stream()).isEqualTo(new BundleDescriptor.Stream(1));
    assertThat(bundle.provenance().scores())
        .containsEntry("dev.classAccuracy", 100.0)
        .containsEntry("test.classAccuracy", 100.0)
        .containsEntry("test.alone.classAccuracy", 75.0);
    assertThat(err.toString()).contains("test, without carried state: ");
    assertThat(directory.resolve("bundle/bundle.json"))
        .hasSameTextualContentAs(directory.resolve("again/bundle.json"));
  }

  private static String turn(int key, int seq, String words, String label) {
    return "{\"key\":%d,\"seq\":%d,\"tokens\":[\"%s\"],\"class\":\"%s\"}"
        .formatted(key, seq, words.replace(" ", "\",\""), label);
  }

  @Test
  void shouldLearnFromWordVectors() throws IOException {
    Files.writeString(
        directory.resolve("vectors.txt"), "play 1 0 2\nrain 0 1 1\nporto 3 1 -1\nplum 9 9 9\n");
    Path config =
        ToyData.writeTo(
            directory,
            "network.vectors = vectors.txt",
            "network.vectors.width = 2",
            "network.vectors.limit = 1",
            "network.vectors.source = a garden",
            "network.vectors.licence = PDDL-1.0",
            "training.epochs = 2");

    assertThat(train(config, "bundle")).as(err.toString()).isZero();
    train(config, "again");

    Path bundle = directory.resolve("bundle");
    assertThat(bundle.resolve("tokenizer.json"))
        .content()
        .contains("{\"kind\":\"word\",\"entries\":[\"play\",\"rain\",\"porto\"]}");
    assertThat(Bundles.open(bundle.toString()).descriptor().provenance().vectors())
        .isEqualTo(new BundleDescriptor.VectorSource("vectors.txt", "a garden", "PDDL-1.0"));
    assertThat(bundle.resolve("README.md"))
        .content()
        .contains("vectors: vectors.txt; source: a garden; licence: PDDL-1.0");
    assertThat(bundle.resolve("model.onnx"))
        .hasSameBinaryContentAs(directory.resolve("again/model.onnx"));
  }

  @Test
  void shouldFindMalformedVectorsBeforeItTrains() throws IOException {
    Files.writeString(directory.resolve("vectors.txt"), "play 1 0 2\nrain 0 1\n");
    Path config = ToyData.writeTo(directory, "network.vectors = vectors.txt");

    assertThat(failure(config)).hasMessageContaining("vectors.txt, line 2");
    assertThat(err.toString()).doesNotContain("epoch");
  }

  @Test
  void shouldTellItsProvenanceOnTheCard() throws IOException {
    Path config = ToyData.writeTo(directory, "training.epochs = 2");

    train(config, "bundle");

    assertThat(directory.resolve("bundle/README.md"))
        .content()
        .contains("ONNX Runtime 1.", "- `network.hidden.size = 12`", "seed 1", "\n| 2")
        .doesNotContain("{{", "${");
  }

  @Test
  void shouldTakeValuesFromTheCommandLineAndSayThemInTheCommand() throws IOException {
    Path config = ToyData.writeTo(directory, "training.epochs = 4");

    int code =
        train(
            config,
            "bundle",
            "--set",
            "training.seed=2",
            "--set=training.epochs=1",
            "--set",
            "data.labels=song=title, *=");

    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).contains("epoch 1/1 ");
    BundleDescriptor bundle = Bundles.open(directory.resolve("bundle").toString()).descriptor();
    assertThat(Objects.requireNonNull(bundle.heads().slots()).labels()).containsExactly("title");
    assertThat(bundle.provenance().seed()).isEqualTo(2);
    assertThat(bundle.provenance().command())
        .contains(
            " --set training.seed=2 --set training.epochs=1 --set 'data.labels=song=title, *='",
            " --out OUT");
    assertThat(directory.resolve("bundle/README.md")).content().contains("- `training.seed = 2`");
  }

  @Test
  void shouldRefuseAWrongValueOfTheCommandLineAsWrongUsage() throws IOException {
    Path config = ToyData.writeTo(directory);

    assertThat(train(config, "bundle", "--set", "training.sed=2")).isEqualTo(2);
    assertThat(train(config, "bundle", "--set", "training.seed")).isEqualTo(2);

    assertThat(err.toString()).contains("--set: there is no key 'training.sed'", "KEY=VALUE");
  }

  @Test
  void shouldLearnWithAnotherNetwork() throws IOException {
    Path config =
        ToyData.writeTo(
            directory,
            "network.affix.longest = 0",
            "network.characters = lstm",
            "network.character.hidden.size = 6",
            "network.cell = gru",
            "network.layers = 2",
            "network.residual = true",
            "network.slots.decoder = softmax",
            "network.class.pooling = max",
            "network.class.to.slots = true");

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    Bundle bundle = Bundles.open(directory.resolve("bundle").toString());
    assertThat(bundle.descriptor().encoder())
        .isEqualTo(
            new EncoderDescriptor.Recurrent(
                EncoderDescriptor.Cell.GRU, EncoderDescriptor.Direction.BIDIRECTIONAL, 2, 12));
    assertThat(bundle.descriptor().provenance().scores())
        .containsEntry("dev.slotF1", 100.0)
        .containsEntry("dev.classAccuracy", 100.0);
    assertThat(directory.resolve("bundle/decoder.json")).doesNotExist();
  }

  @Test
  void shouldFindMalformedTestSentencesBeforeItTrains() throws IOException {
    Path config = ToyData.writeTo(directory, "data.test = broken.jsonl");
    Files.writeString(directory.resolve("broken.jsonl"), "no JSON\n");

    assertThat(train(config, "bundle")).isNotZero();

    assertThat(err.toString()).doesNotContain("epoch");
    assertThat(directory.resolve("bundle")).doesNotExist();
  }

  @Test
  void shouldFindAnUnknownPlaceOfTheCardBeforeItTrains() throws IOException {
    Path config = ToyData.writeTo(directory, "bundle.card = card.md");
    Files.writeString(directory.resolve("card.md"), "{{test.slotF2}}\n");

    assertThat(train(config, "bundle")).isEqualTo(2);

    assertThat(err.toString()).contains("bundle.card", "test.slotF2").doesNotContain("epoch 1");
    assertThat(directory.resolve("bundle")).doesNotExist();
  }

  @Test
  void shouldTrainWithACardThatAsksForScoresWithoutTestSentences() throws IOException {
    Path config = ToyData.writeTo(directory, "bundle.card = card.md", "training.epochs = 1");
    Files.writeString(directory.resolve("card.md"), "{{test.slotF1}} of {{test.sentences}}\n");

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    assertThat(directory.resolve("bundle/README.md")).content().contains("– of 0");
  }

  @Test
  void shouldRefuseAnEmptyFileOfExamplesAsWrongUsage() throws IOException {
    Path config = ToyData.writeTo(directory);
    Files.writeString(directory.resolve("examples.txt"), "\n");

    assertThat(train(config, "bundle")).isEqualTo(2);

    assertThat(err.toString()).contains("examples.txt: expected a text a line, found none");
  }

  @Test
  void shouldWriteTheSameBytesForTheSameSeed() throws IOException {
    Path config = ToyData.writeTo(directory, "training.epochs = 2");

    train(config, "first");
    train(config, "second");

    BundleFiles first = BundleFiles.inDirectory(directory.resolve("first"));
    BundleFiles second = BundleFiles.inDirectory(directory.resolve("second"));
    assertThat(first.names()).isEqualTo(second.names());
    for (String name : first.names()) {
      assertThat(first.read(name)).as(name).isEqualTo(second.read(name));
    }
  }

  @Test
  void shouldTrainOneTrunkOnSeveralDataSets() throws IOException {
    Path config = ToyData.writeSetsTo(directory);

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    BundleDescriptor bundle = Bundles.open(directory.resolve("bundle").toString()).descriptor();
    assertThat(bundle.provenance().data())
        .containsExactly(
            new BundleDescriptor.DataSource("toy", "unknown", "unknown", 12),
            new BundleDescriptor.DataSource("more", "unknown", "MIT", 2));
    assertThat(Objects.requireNonNull(bundle.heads().slots()).labels())
        .containsExactly("place", "song");
    assertThat(Objects.requireNonNull(bundle.heads().classes()).labels()).hasSize(2);
    assertThat(bundle.provenance().scores())
        .containsEntry("dev.slotF1", 100.0)
        .containsEntry("dev.toy.slotF1", 100.0)
        .containsEntry("dev.more.plain.slotF1", 100.0)
        .doesNotContainKey("dev.more.classAccuracy");
    assertThat(directory.resolve("bundle/README.md"))
        .content()
        .contains("| dev, more (not counted: song) | 2 | 100.0 | – |")
        .contains("- Data: more; source: unknown; licence: MIT; 2 sentences to learn from")
        .contains("of the 40 that were run");
    assertThat(err.toString()).contains("14 of 14 dev sentences also stand");
  }

  @Test
  void shouldTrainAClassHeadAlone() throws IOException {
    Path config = ToyData.writeTo(directory, "training.epochs = 2");
    Path data = directory.resolve("toy.jsonl");
    Files.writeString(data, Files.readString(data).replaceAll("\"tags\":\\[[^]]*],", ""));

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    Bundle bundle = Bundles.open(directory.resolve("bundle").toString());
    assertThat(bundle.descriptor().heads().slots()).isNull();
  }

  @Test
  void shouldTrainASlotHeadAlone() throws IOException {
    Path config = ToyData.writeTo(directory, "training.epochs = 2");
    Path data = directory.resolve("toy.jsonl");
    Files.writeString(data, Files.readString(data).replaceAll(",\"class\":\"[^\"]*\"", ""));

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    Bundle bundle = Bundles.open(directory.resolve("bundle").toString());
    assertThat(bundle.descriptor().heads().classes()).isNull();
  }

  @Test
  void shouldNameFileAndLineOfABrokenSentence() throws IOException {
    Path config = ToyData.writeTo(directory);
    Path data = directory.resolve("toy.jsonl");
    Files.writeString(data, Files.readString(data) + "{\"tokens\":[\"half\"\n");

    Exception failure = failure(config);

    assertThat(failure).hasMessageContaining("toy.jsonl, line 13");
    assertThat(directory.resolve("bundle")).doesNotExist();
  }

  @Test
  void shouldRefuseAWrongConfigurationAsWrongUsage() throws IOException {
    Path config = ToyData.writeTo(directory, "training.epoch = 3");

    assertThat(train(config, "bundle")).isEqualTo(2);

    assertThat(err.toString())
        .contains("there is no key 'training.epoch'; the nearest is 'training.epochs'");
  }

  @Test
  void shouldNotWriteOverWhatIsThere() throws IOException {
    Path config = ToyData.writeTo(directory);

    assertThat(train(config, ".")).isEqualTo(2);

    assertThat(err.toString()).contains("--out: expected a directory that is empty");
  }

  @Test
  void shouldNotTrainWhereItWouldWriteAmongAnotherOnesFiles() throws IOException {
    Path config = ToyData.writeTo(directory);
    Path other = Files.createDirectory(directory.resolve("bundle.training")).resolve("a.jsonl");
    Files.writeString(other, "a month of labelling");

    assertThat(train(config, "bundle")).isEqualTo(2);

    assertThat(err.toString()).contains("a.jsonl; name another --out").doesNotContain("epoch");
    assertThat(other).exists();
  }

  @Test
  void shouldLeaveNothingBesideTheBundleButTheReport() throws IOException {
    Path config = ToyData.writeTo(directory, "training.epochs = 1");

    train(config, "bundle");

    try (Stream<Path> entries = Files.list(directory)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "bundle", "bundle-report.html", "examples.txt", "toy.jsonl", "toy.properties");
    }
  }

  @Test
  void shouldShowAnExampleWithItsHelp() {
    assertThat(commandLine().execute("--help")).isZero();

    assertThat(out.toString())
        .contains(
            "  tagstream train --config my.properties --data data --out my-bundle",
            "  {\"id\":..,\"tokens\":[..],\"tags\":[..],\"class\":..}");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  private int train(Path config, String name, String... more) {
    return commandLine()
        .execute(
            Stream.concat(Stream.of(arguments(config, name)), Stream.of(more))
                .toArray(String[]::new));
  }

  /** The failure that the root command would show. */
  private Exception failure(Path config) {
    Exception[] failures = new Exception[1];
    commandLine()
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              failures[0] = failure;
              return 1;
            })
        .execute(arguments(config, "bundle"));
    return failures[0];
  }

  private String[] arguments(Path config, String name) {
    return new String[] {
      "--config", config.toString(), "--out", directory.resolve(name).toString()
    };
  }

  private CommandLine commandLine() {
    return new CommandLine(new TrainCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err));
  }
}
