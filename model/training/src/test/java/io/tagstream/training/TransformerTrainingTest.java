package io.tagstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tagstream.model.Span;
import io.tagstream.model.Tagging;
import io.tagstream.model.bundle.Bundle;
import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleTagger;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor;
import io.tagstream.training.checkpoint.TrainingDirectory;
import io.tagstream.training.checkpoint.TrainingIdentity;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.transformer.TinyEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Fine-tuning of a tiny transformer, from the command line to the bundle. */
@RequiresLibtorch
class TransformerTrainingTest {
  private static final List<String> TRANSFORMER =
      List.of(
          "network.encoder = bert",
          "network.weights = tiny-encoder",
          "network.weights.source = a garden",
          "network.weights.licence = PDDL-1.0",
          "network.max.pieces = 32",
          "training.batch.size = 4",
          "training.learning.rate = 0.01",
          "training.head.rate = 0.02",
          "training.average = 0.8");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  private Path directory;

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"int8", "fp16", "fp32"})
  void shouldLearnAToySetByHeartAndSayItFromTheBundle(String weights) throws IOException {
    Path config =
        write(
            "bundle.weights = " + weights,
            "bundle.stream.right.context = 8",
            "training.epochs = 40",
            "training.plain.share = 0.5");

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    Bundle bundle = Bundles.open(directory.resolve("bundle").toString());
    BundleDescriptor descriptor = bundle.descriptor();
    assertThat(descriptor.encoder())
        .isEqualTo(new EncoderDescriptor.Transformer(EncoderDescriptor.Unit.SENTENCE, 32, 8));
    assertThat(descriptor.stream()).isEqualTo(new BundleDescriptor.Stream(8));
    assertThat(descriptor.provenance().vectors())
        .isEqualTo(new BundleDescriptor.VectorSource("tiny-encoder", "a garden", "PDDL-1.0"));
    assertThat(descriptor.provenance().scores())
        .containsEntry("dev.slotF1", 100.0)
        .containsEntry("dev.classAccuracy", 100.0);
    try (BundleTagger tagger = bundle.tagger()) {
      Tagging tagging = tagger.tag("Play the song Two Rivers.");
      assertThat(tagging.spans())
          .extracting(Span::label, Span::surface)
          .containsExactly(tuple("song", "Two Rivers"));
      assertThat(tagging.sentences().get(0).sentenceClass())
          .satisfies(sentenceClass -> assertThat(sentenceClass.label()).isEqualTo("PlayMusic"));
    }
    assertThat(directory.resolve("bundle/README.md")).content().contains("tiny-encoder; source");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shouldWriteTheSameBytesAgainAndAfterAnInterruption(int threads) throws IOException {
    List<String> settings =
        List.of(
            "training.epochs = 2",
            "training.threads = " + threads,
            "training.consistency = 0.5",
            "training.batch.pieces = 40",
            "training.layer.decay = 0.9",
            "training.swap.share = 0.5",
            "training.dropout.word = 0.1",
            "network.class.pooling = pooler");
    Path config = write(settings.toArray(String[]::new));

    assertThat(train(config, "whole")).as(err.toString()).isZero();
    ResumeTest.interrupt(config, directory.resolve("halves"), 2);
    assertThat(train(config, "halves", "--resume")).as(err.toString()).isZero();

    assertThat(err.toString()).contains("going on after epoch 1");
    for (String file : List.of("model.onnx", "tokenizer.json", "decoder.json", "bundle.json")) {
      assertThat(directory.resolve("halves").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("whole").resolve(file));
    }
  }

  @Test
  void shouldNotGoOnWhereAnotherDeviceWouldCompute() throws IOException {
    Path config = write("training.epochs = 2", "training.device = cpu");
    ResumeTest.interrupt(config, directory.resolve("bundle"), 2);

    assertThatThrownBy(
            () ->
                TrainingDirectory.beside(directory.resolve("bundle"))
                    .read(new TrainingIdentity(new TreeMap<>(Map.of("computed on", "CUDA")))))
        .hasMessageContaining("computed on was CPU, is CUDA");
  }

  @Test
  void shouldLearnFromSeveralDataSets() throws IOException {
    TinyEncoder.writeTo(directory);
    List<String> settings = new ArrayList<>(TRANSFORMER);
    settings.add("training.epochs = 2");
    settings.add("network.class.pooling = mean");
    Path config = withoutRecurrent(ToyData.writeSetsTo(directory, settings.toArray(String[]::new)));

    assertThat(train(config, "bundle")).as(err.toString()).isZero();

    assertThat(Bundles.open(directory.resolve("bundle").toString()).descriptor().heads().slots())
        .extracting(BundleDescriptor.SlotHead::labels)
        .isEqualTo(List.of("place", "song"));
  }

  @Test
  void shouldNameTheKeyOfRowsThatAreTooLong() throws IOException {
    Path config = write("network.max.pieces = 64");

    assertThat(train(config, "bundle")).isEqualTo(2);

    assertThat(err.toString())
        .contains("network.max.pieces: expected at most 40, as many positions as tiny-encoder has");
  }

  @Test
  void shouldNotFreezeMoreLayersThanThereAre() throws IOException {
    assertThat(train(write("training.frozen.layers = 3"), "bundle")).isEqualTo(2);

    assertThat(err.toString())
        .contains(
            "training.frozen.layers: expected at most 2, as many layers as tiny-encoder has, found 3");
  }

  @Test
  void shouldNotComputeElsewhereThanItIsTold() throws IOException {
    assertThat(train(write("training.device = cuda"), "bundle")).isEqualTo(2);

    assertThat(err.toString())
        .contains("training.device: expected an accelerator that libtorch finds, found none;");
  }

  private Path write(String... settings) throws IOException {
    TinyEncoder.writeTo(directory);
    return withoutRecurrent(
        ToyData.writeTo(
            directory,
            Stream.concat(TRANSFORMER.stream(), Stream.of(settings)).toArray(String[]::new)));
  }

  /** Takes out what only recurrent layers have. */
  private static Path withoutRecurrent(Path config) throws IOException {
    return Files.writeString(
        config,
        Files.readString(config)
            .replaceAll(
                "(?m)^(network\\.(word|affix|character|hidden)|training\\.dropout\\.input).*$",
                ""));
  }

  private int train(Path config, String name, String... more) {
    return new CommandLine(new TrainCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(
                    Stream.of(
                        "--config", config.toString(), "--out", directory.resolve(name).toString()),
                    Stream.of(more))
                .toArray(String[]::new));
  }
}
