package io.tagstream.training.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.compact.WeightStorage;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.model.transformer.PieceTokenizer;
import io.tagstream.training.network.ClassHead;
import io.tagstream.training.network.ClassPooling;
import io.tagstream.training.network.ClassWeights;
import io.tagstream.training.network.ComputeDevice;
import io.tagstream.training.network.Dropout;
import io.tagstream.training.network.NetworkHeads;
import io.tagstream.training.network.NetworkNumbers;
import io.tagstream.training.network.NetworkState;
import io.tagstream.training.network.Optimization;
import io.tagstream.training.network.OptimizerKind;
import io.tagstream.training.network.Parameters;
import io.tagstream.training.network.RequiresLibtorch;
import io.tagstream.training.network.SlotHead;
import io.tagstream.training.network.Smoothing;
import io.tagstream.training.network.TrainingSentence;
import io.tagstream.training.network.TrainingStream;
import io.tagstream.training.onnx.TransformerGraphWriter;
import io.tagstream.training.onnx.TransformerRows;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.PositionKind;
import io.tagstream.training.transformer.weights.RandomTransformer;
import io.tagstream.training.transformer.weights.TransformerShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresLibtorch
class TransformerNetworkTest {
  private static final String HEAD = "toy";
  private static final String CURRENT = "current/";
  private static final String MOMENT = "moment.first/";
  private static final List<String> TEXTS =
      List.of(
          "play the song quiet lanterns",
          "rain",
          "will it rain in oslo for a while .",
          "extraordinarily plays",
          "it");
  private static final TransformerShape SHAPE =
      new TransformerShape(
          TinyTokenizer.pieces().size(), 40, 2, 2, 4, 16, 32, 1e-12, PositionKind.LEARNED);

  /** Pieces that no batch here has. */
  private static final int AT_ONCE = 100_000;

  private static final FineTuning ALL =
      new FineTuning(1, 1, 0, false, 0, AT_ONCE, ComputeDevice.CPU);

  @SuppressWarnings("NullAway.Init") // set before each test
  private PieceTokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    tokenizer = PieceTokenizer.open(TinyTokenizer.json());
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try") // scopes work by being open
  void shouldLearnAndSayTheSameWhenItIsExported(ClassPooling pooling) {
    try (TransformerNetwork network = network(plain(), ALL, pooling, 30)) {
      double first = network.step(streams(), 0.01);
      double last = first;
      for (int step = 0; step < 40; step++) {
        last = network.step(streams(), 0.01);
      }
      assertThat(last).isLessThan(first * 0.7);
      byte[] graph = TransformerGraphWriter.write(network.weights(HEAD, HEAD), WeightStorage.FP32);
      try (PointerScope scope = new PointerScope();
          TransformerRows served = new TransformerRows(graph)) {
        TransformerLogits said = network.evaluation(sentences());
        Tensor tags = said.tags(HEAD, new int[] {0, 1, 2, 3, 4});
        List<int[]> rows =
            WordRows.of(sentences(), parts(pooling, 30), word -> word).rows().stream()
                .map(PieceRow::ids)
                .toList();
        List<int[]> firsts = WordRows.of(sentences(), parts(pooling, 30), word -> word).firsts();
        List<float[][]> tagLogits = served.run("tag_logits", rows);
        float[][] classLogits = served.classes(rows);
        for (int row = 0; row < rows.size(); row++) {
          for (int word = 0; word < firsts.get(row).length; word++) {
            assertThat(tagLogits.get(row)[firsts.get(row)[word]])
                .containsExactly(
                    Parameters.numbers(tags.select(0, word).select(0, row)), within(1e-4f));
          }
          assertThat(classLogits[row])
              .containsExactly(
                  Parameters.numbers(said.classes(HEAD, new int[] {row}).select(0, 0)),
                  within(1e-4f));
        }
      }
    }
  }

  @Test
  void shouldGoOnFromAState() {
    Optimization chance = optimization(0.9, new Dropout(0, 0.1, 0.2, 0.1), 0.5);
    FineTuning tuned = new FineTuning(5, 0.8, 0, false, 0.1, 80, ComputeDevice.CPU);
    try (TransformerNetwork whole = network(chance, tuned, ClassPooling.POOLER, 30);
        TransformerNetwork resumed = network(chance, tuned, ClassPooling.POOLER, 30)) {
      whole.seed(7);
      whole.step(streams(), 0.01);
      resumed.restore(whole.state());
      whole.seed(8);
      whole.step(streams(), 0.01);
      resumed.seed(8);
      resumed.step(streams(), 0.01);

      assertThat(resumed.state().counts()).isEqualTo(whole.state().counts());
      assertThat(resumed.state().tensors())
          .usingRecursiveComparison()
          .isEqualTo(whole.state().tensors());
    }
  }

  /** Parts of two, two and one sentence; what is alone trains the class only. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5})
  void shouldStepTheSameInPartsAsAtOnce(double consistency) {
    Optimization optimization = optimization(0, Dropout.NONE, consistency);
    FineTuning inParts =
        new FineTuning(1, 1, 0, false, 0, consistency > 0 ? 80 : 40, ComputeDevice.CPU);
    List<TrainingSentence> sentences = new ArrayList<>(sentences());
    TrainingSentence longest = sentences.get(3);
    sentences.set(3, new TrainingSentence(longest.words(), Map.of(), longest.labels()));
    List<TrainingStream> streams = TrainingStream.each(sentences);
    try (TransformerNetwork whole = network(optimization, ALL, ClassPooling.MEAN, 30);
        TransformerNetwork parts = network(optimization, inParts, ClassPooling.MEAN, 30)) {
      double loss = whole.step(streams, 0.01);

      assertThat(parts.step(streams, 0.01)).isCloseTo(loss, within(1e-5));
      // Not the numbers themselves: Adam's first step hardly depends on the size of a gradient.
      NetworkState expected = whole.state();
      NetworkState found = parts.state();
      assertThat(expected.tensors().keySet()).anyMatch(name -> name.startsWith(MOMENT));
      expected
          .tensors()
          .forEach(
              (name, moment) -> {
                if (name.startsWith(MOMENT)) {
                  assertThat(found.tensors().get(name))
                      .as(name)
                      .containsExactly(moment, within(1e-6f));
                }
              });
    }
  }

  @Test
  void shouldLeaveFrozenLayersAsTheyAre() {
    FineTuning frozen = new FineTuning(1, 0.5, 1, false, 0, AT_ONCE, ComputeDevice.CPU);
    try (TransformerNetwork network = network(plain(), frozen, ClassPooling.FIRST, 30)) {
      NetworkState before = network.state();
      network.step(streams(), 0.01);
      NetworkState after = network.state();

      assertThat(network.parameterCount())
          .isEqualTo(
              before.tensors().entrySet().stream()
                  .filter(tensor -> isCurrent(tensor.getKey()) && !isFrozen(tensor.getKey()))
                  .mapToInt(tensor -> tensor.getValue().length)
                  .sum());
      before
          .tensors()
          .forEach(
              (name, values) -> {
                // Keys' biases shift all scores of a piece alike: they have no gradient.
                if (isCurrent(name) && !name.endsWith("key.bias")) {
                  assertThat(Arrays.equals(values, after.tensors().get(name)))
                      .as(name)
                      .isEqualTo(isFrozen(name));
                }
              });
    }
  }

  private static boolean isCurrent(String name) {
    return name.startsWith(CURRENT);
  }

  private static boolean isFrozen(String name) {
    return name.startsWith(CURRENT + "embeddings") || name.startsWith(CURRENT + "encoder.layer.0");
  }

  @Test
  void shouldLearnLowerLayersMoreSlowly() {
    FineTuning tuned = new FineTuning(10, 0.5, 0, false, 0, AT_ONCE, ComputeDevice.CPU);
    try (TransformerNetwork network = network(plain(), tuned, ClassPooling.FIRST, 30)) {
      NetworkState before = network.state();
      network.step(streams(), 0.01);

      // The first step of Adam is the rate.
      assertThat(move(before, network, "slots.toy.bias")).isCloseTo(0.1f, within(1e-3f));
      assertThat(move(before, network, "encoder.layer.1.output.dense.bias"))
          .isCloseTo(0.01f, within(1e-4f));
      assertThat(move(before, network, "encoder.layer.0.output.dense.bias"))
          .isCloseTo(0.005f, within(1e-4f));
      assertThat(move(before, network, BertNames.PIECES)).isCloseTo(0.0025f, within(1e-4f));
    }
  }

  @Test
  void shouldPutWordsThatDoNotFitIntoFurtherRows() {
    TransformerParts parts = parts(ClassPooling.FIRST, 6);
    TrainingSentence sentence = sentence(TEXTS.get(0));

    List<TrainingSentence> cut = WordRows.cut(List.of(sentence), parts);

    assertThat(cut.stream().map(row -> row.words().size())).containsExactly(3, 1, 1);
    assertThat(cut.stream().flatMap(row -> row.words().stream()).toList())
        .isEqualTo(sentence.words());
    assertThat(cut.stream().map(row -> row.tags().get(HEAD)).toList())
        .containsExactly(new int[] {1, 0, 1}, new int[] {2}, new int[] {2});
    assertThat(cut).allMatch(row -> row.labels().equals(sentence.labels()));
    assertThat(cut).extracting(TrainingSentence::begins).containsExactly(true, false, false);
    assertThat(cut).extracting(TrainingSentence::ends).containsExactly(false, false, true);
    assertThat(WordRows.of(cut, parts, word -> word).rows()).allMatch(row -> row.length() <= 6);
  }

  @Test
  void shouldLearnFromTheWordsThatDoNotFit() {
    try (TransformerNetwork network = network(plain(), ALL, ClassPooling.FIRST, 6)) {
      NetworkState before = network.state();
      network.step(TrainingStream.each(List.of(sentence("will it rain in the song ."))), 0.01);

      int stop = tokenizer.pieces(".")[0] * SHAPE.hidden();
      assertThat(current(network, BertNames.PIECES)[stop])
          .isNotEqualTo(
              Objects.requireNonNull(before.tensors().get(CURRENT + BertNames.PIECES))[stop]);
    }
  }

  @Test
  void shouldSayHowManyPiecesItReads() {
    try (TransformerNetwork network = network(plain(), ALL, ClassPooling.FIRST, 30)) {
      // Fifteen letters; "play" and "s".
      assertThat(network.length(TrainingStream.of(sentence("extraordinarily plays"))))
          .isEqualTo(17);
    }
  }

  @Test
  void shouldReadItsNumbersWhenTheyAreAskedFor() {
    try (TransformerNetwork network = network(plain(), ALL, ClassPooling.FIRST, 30)) {
      NetworkNumbers numbers = network.numbers();
      network.step(streams(), 0.01);

      Supplier<float[]> pieces =
          Objects.requireNonNull(numbers.tensors().get(CURRENT + BertNames.PIECES));
      assertThat(pieces.get()).isEqualTo(current(network, BertNames.PIECES));
      assertThat(numbers.tensors().keySet()).isEqualTo(network.state().tensors().keySet());
    }
  }

  @Test
  void shouldHoldNoMoreNativeMemoryRoundByRound() {
    try (TransformerNetwork network = network(plain(), ALL, ClassPooling.FIRST, 30)) {
      network.step(streams(), 0.01);
      long before = Pointer.totalCount();
      for (int i = 0; i < 10; i++) {
        network.step(streams(), 0.01);
        network.restore(network.state());
        network.weights(HEAD, HEAD);
        network.crf(HEAD);
      }
      assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }
  }

  private static float move(NetworkState before, TransformerNetwork network, String name) {
    float[] from = Objects.requireNonNull(before.tensors().get(CURRENT + name));
    float[] to = current(network, name);
    float most = 0;
    for (int i = 0; i < to.length; i++) {
      most = Math.max(most, Math.abs(to[i] - from[i]));
    }
    return most;
  }

  private static float[] current(TransformerNetwork network, String name) {
    return Objects.requireNonNull(network.state().tensors().get(CURRENT + name));
  }

  private TransformerNetwork network(
      Optimization optimization, FineTuning tuning, ClassPooling pooling, int maxPieces) {
    return new TransformerNetwork(
        parts(pooling, maxPieces),
        RandomTransformer.of(SHAPE, 1),
        optimization,
        tuning,
        ClassWeights.NONE,
        3);
  }

  private TransformerParts parts(ClassPooling pooling, int maxPieces) {
    return new TransformerParts(
        SHAPE,
        NetworkHeads.of(
            Map.of(HEAD, new SlotHead(3, DecoderKind.CRF, null)),
            Map.of(HEAD, new ClassHead(2, pooling, 4))),
        tokenizer.single(),
        maxPieces,
        tokenizer.unknown());
  }

  private static Optimization plain() {
    return optimization(0, Dropout.NONE, 0);
  }

  private static Optimization optimization(double average, Dropout dropout, double consistency) {
    return new Optimization(
        OptimizerKind.ADAMW, 0, 1e6, average, dropout, Smoothing.NONE, consistency, 1, 0, 1);
  }

  private List<TrainingStream> streams() {
    return TrainingStream.each(sentences());
  }

  /** Tags and a class that follow from the words alone, so that they can be learned. */
  private List<TrainingSentence> sentences() {
    return TEXTS.stream().map(this::sentence).toList();
  }

  private TrainingSentence sentence(String text) {
    List<String> words = List.of(text.split(" ", -1));
    return new TrainingSentence(
        words.stream()
            .map(word -> new WordIds(0, new int[0], new int[0], tokenizer.pieces(word)))
            .toList(),
        Map.of(HEAD, words.stream().mapToInt(word -> word.length() % 3).toArray()),
        Map.of(HEAD, text.length() % 2));
  }
}
