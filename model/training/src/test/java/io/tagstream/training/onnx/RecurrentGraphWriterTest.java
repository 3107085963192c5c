package io.tagstream.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.RecurrentState;
import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.model.recurrent.RecurrentEncoder;
import io.tagstream.model.recurrent.RecurrentShape;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.training.onnx.RandomWeights.Kind;
import io.tagstream.training.onnx.RandomWeights.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrentGraphWriterTest {
  private static final RecurrentTokenizer TOKENIZER = Tokenizers.small();
  private static final Kind PRESET = Kind.PRESET;
  private static final Kind RESIDUAL = new Kind(true, true, Pooling.MEAN, true, false);
  private static final Kind FORWARD = new Kind(false, true, Pooling.MAX, true, true);

  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of(new RecurrentShape(Cell.LSTM, 1, 8, 9, 4), TOKENIZER, PRESET),
        Arguments.of(new RecurrentShape(Cell.LSTM, 2, 8, 9, 4), TOKENIZER, PRESET),
        Arguments.of(new RecurrentShape(Cell.LSTM, 1, 200, 9, 4), TOKENIZER, PRESET),
        Arguments.of(new RecurrentShape(Cell.LSTM, 2, 8, 9, 4), Tokenizers.withLexicon(), PRESET),
        Arguments.of(new RecurrentShape(Cell.LSTM, 1, 200, 9, 4), Tokenizers.withLexicon(), PRESET),
        Arguments.of(new RecurrentShape(Cell.LSTM, 3, 8, 9, 4), TOKENIZER, RESIDUAL),
        Arguments.of(new RecurrentShape(Cell.GRU, 1, 200, 9, 4), TOKENIZER, PRESET),
        Arguments.of(new RecurrentShape(Cell.GRU, 3, 8, 9, 4), TOKENIZER, RESIDUAL),
        Arguments.of(new RecurrentShape(Cell.RNN, 1, 200, 9, 4), TOKENIZER, PRESET),
        Arguments.of(new RecurrentShape(Cell.RNN, 2, 8, 9, 4), TOKENIZER, FORWARD),
        Arguments.of(new RecurrentShape(Cell.LSTM, 2, 13, 9, 4), TOKENIZER, RESIDUAL),
        Arguments.of(new RecurrentShape(Cell.GRU, 1, 13, 9, 4), TOKENIZER, PRESET),
        Arguments.of(new RecurrentShape(Cell.RNN, 1, 13, 9, 4), TOKENIZER, PRESET),
        Arguments.of(new RecurrentShape(Cell.GRU, 2, 16, 9, 4), Tokenizers.wordsAlone(), FORWARD));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldAgreeWithTheTextbookEquations(
      RecurrentShape shape, RecurrentTokenizer tokenizer, Kind kind) {
    RecurrentWeights weights = RandomWeights.of(1, tokenizer, shape, 12, kind);
    TextbookNetwork textbook = new TextbookNetwork(weights);
    WordFeatures features = new WordFeatures(tokenizer);
    List<EncoderInput> inputs = inputs(new Random(2), shape, 7);

    List<Encoding> encodings;
    try (RecurrentEncoder encoder = open(weights, tokenizer, shape)) {
      encodings = encoder.encode(inputs);
    }

    for (int row = 0; row < inputs.size(); row++) {
      RecurrentState state = Objects.requireNonNull(inputs.get(row).state());
      TextbookNetwork.Output expected =
          textbook.run(
              inputs.get(row).words().stream().map(features::ids).toList(),
              layers(state.hidden(), shape),
              layers(state.cell(), shape));
      Encoding found = encodings.get(row);
      float[][] tagLogits = Objects.requireNonNull(found.tagLogits());
      assertThat(tagLogits).hasDimensions(expected.tagLogits().length, 9);
      for (int token = 0; token < tagLogits.length; token++) {
        assertClose(tagLogits[token], expected.tagLogits()[token]);
      }
      assertClose(Objects.requireNonNull(found.classLogits()), expected.classLogits());
      RecurrentState end = Objects.requireNonNull(found.state());
      assertClose(end.hidden(), flat(expected.finalHidden()));
      assertClose(
          end.cell(), shape.cell().hasCellState() ? flat(expected.finalCell()) : new double[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void shouldGiveTheSameBitsAloneAndInAnyBatch(
      RecurrentShape shape, RecurrentTokenizer tokenizer, Kind kind) {
    int width = Math.max(12, shape.hiddenSize() / 2);
    RecurrentWeights weights = RandomWeights.of(3, tokenizer, shape, width, kind);
    Random random = new Random(4);
    List<EncoderInput> inputs = inputs(random, shape, 41);
    boolean streams = kind.pooling() != Pooling.MAX && !kind.classToSlots();
    try (RecurrentEncoder encoder = open(weights, tokenizer, streams ? forStreams(shape) : shape)) {
      List<Encoding> alone =
          inputs.stream().map(input -> encoder.encode(List.of(input)).get(0)).toList();
      for (int size : new int[] {2, 3, 8, 16, 41}) {
        for (int begin = 0; begin + size <= inputs.size(); begin += size) {
          List<Encoding> batch = encoder.encode(inputs.subList(begin, begin + size));
          for (int i = 0; i < size; i++) {
            assertSameBits(batch.get(i), alone.get(begin + i));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCarryTheForwardStateExactly(Cell cell) {
    RecurrentShape shape = new RecurrentShape(cell, 2, 16, 0, 3);
    Kind residual = new Kind(true, true, Pooling.MEAN, false, true);
    RecurrentWeights weights = RandomWeights.of(5, TOKENIZER, shape, 8, residual);
    EncoderInput whole = inputs(new Random(6), shape, 12).get(11);
    try (RecurrentEncoder encoder = open(weights, TOKENIZER, shape)) {
      RecurrentState expected = encoder.encode(List.of(whole)).get(0).state();
      RecurrentState state = whole.state();
      for (String word : whole.words()) {
        state = encoder.encode(List.of(new EncoderInput(List.of(word), state))).get(0).state();
      }
      assertThat(Objects.requireNonNull(state).hidden())
          .isEqualTo(Objects.requireNonNull(expected).hidden());
      assertThat(state.cell()).isEqualTo(expected.cell());
    }
  }

  @Test
  void shouldWriteTheSameBytesForTheSameWeights() {
    RecurrentShape shape = new RecurrentShape(Cell.LSTM, 1, 8, 5, 0);

    RecurrentGraphs first =
        RecurrentGraphWriter.write(RandomWeights.of(7, TOKENIZER, shape, 8), 7, false);
    RecurrentGraphs again =
        RecurrentGraphWriter.write(RandomWeights.of(7, TOKENIZER, shape, 8), 7, false);

    assertThat(first.words()).isEqualTo(again.words());
    assertThat(first.sentences()).isEqualTo(again.sentences());
  }

  @Test
  void shouldOpenOnlyWithTheLexiconItWasWrittenFor() {
    RecurrentShape shape = new RecurrentShape(Cell.LSTM, 1, 8, 5, 0);
    RecurrentTokenizer tokenizer = Tokenizers.withLexicon();
    RecurrentWeights with = RandomWeights.of(7, tokenizer, shape, 8);
    RecurrentWeights without = RandomWeights.of(7, TOKENIZER, shape, 8);
    Lexicon shorter = new Lexicon(Lexicon.Kind.WORD, List.of("play"));

    assertThatThrownBy(() -> open(without, tokenizer, shape))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("lexicon_ids");
    assertThatThrownBy(() -> open(with, TOKENIZER, shape))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("lexicon_ids");
    assertThatThrownBy(() -> open(with, TOKENIZER.withLexicon(shorter), shape))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("'tagstream.lexicon.rows' 2 in its metadata");
  }

  /** Networks whose graphs can read streams. */
  static Stream<Arguments> streams() {
    return networks()
        .filter(network -> ((Kind) network.get()[2]).pooling() != Pooling.MAX)
        .filter(network -> !((Kind) network.get()[2]).classToSlots());
  }

  @ParameterizedTest
  @MethodSource("streams")
  void shouldGiveOutTheStateAtAnyBoundary(
      RecurrentShape shape, RecurrentTokenizer tokenizer, Kind kind) {
    RecurrentShape streams = forStreams(shape);
    RecurrentWeights weights = RandomWeights.of(8, tokenizer, shape, 12, kind);
    List<EncoderInput> whole = inputs(new Random(9), shape, 7);
    List<EncoderInput> cut =
        whole.stream()
            .map(row -> new EncoderInput(row.words(), row.state(), row.words().size() / 2))
            .toList();
    try (RecurrentEncoder encoder = open(weights, tokenizer, streams);
        RecurrentEncoder rows = open(weights, tokenizer, shape)) {
      List<Encoding> found = encoder.encode(cut);
      for (int row = 0; row < cut.size(); row++) {
        EncoderInput input = cut.get(row);
        RecurrentState expected = input.state();
        if (input.boundary() > 0) {
          List<String> before = input.words().subList(0, input.boundary());
          expected = rows.encode(List.of(new EncoderInput(before, input.state()))).get(0).state();
        }
        RecurrentState state = Objects.requireNonNull(found.get(row).state());
        assertThat(state.hidden()).isEqualTo(Objects.requireNonNull(expected).hidden());
        assertThat(state.cell()).isEqualTo(expected.cell());
        Encoding plain = rows.encode(whole.subList(row, row + 1)).get(0);
        assertThat(found.get(row).tagLogits()).isDeepEqualTo(plain.tagLogits());
        assertThat(found.get(row).classLogits()).isEqualTo(plain.classLogits());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void shouldSayTheClassTokenByToken(
      RecurrentShape shape, RecurrentTokenizer tokenizer, Kind kind) {
    RecurrentWeights weights = RandomWeights.of(10, tokenizer, shape, 12, kind);
    List<EncoderInput> inputs = inputs(new Random(11), shape, 7);
    try (RecurrentEncoder encoder = open(weights, tokenizer, forStreams(shape))) {
      List<Encoding> encodings = encoder.encode(inputs);
      for (Encoding encoding : encodings) {
        Encoding.TokenClasses tokens = Objects.requireNonNull(encoding.tokenClasses());
        double[] pooled = new double[shape.classCount()];
        double weight = 0;
        for (int token = 0; token < tokens.energies().length; token++) {
          double exponential = Math.exp(tokens.energies()[token]);
          weight += exponential;
          for (int i = 0; i < pooled.length; i++) {
            pooled[i] += exponential * tokens.logits()[token][i];
          }
        }
        for (int i = 0; i < pooled.length; i++) {
          pooled[i] /= weight;
        }
        assertClose(Objects.requireNonNull(encoding.classLogits()), pooled);
      }
    }
  }

  @Test
  void shouldRefuseStreamsOfHeadsThatCannotBeCarriedOn() {
    RecurrentShape shape = forStreams(new RecurrentShape(Cell.RNN, 2, 8, 9, 4));
    Kind maximum = new Kind(true, false, Pooling.MAX, false, false);
    Kind classToSlots = new Kind(true, false, Pooling.MEAN, true, false);

    assertThatThrownBy(
            () -> open(RandomWeights.of(1, TOKENIZER, shape, 12, maximum), TOKENIZER, shape))
        .hasMessageContaining("found the maximum");
    assertThatThrownBy(
            () -> open(RandomWeights.of(1, TOKENIZER, shape, 12, classToSlots), TOKENIZER, shape))
        .hasMessageContaining("do not read the class");
  }

  private static RecurrentShape forStreams(RecurrentShape shape) {
    return new RecurrentShape(
        shape.cell(),
        shape.layers(),
        shape.hiddenSize(),
        shape.tagCount(),
        shape.classCount(),
        true);
  }

  private static RecurrentEncoder open(
      RecurrentWeights weights, RecurrentTokenizer tokenizer, RecurrentShape shape) {
    RecurrentGraphs graphs =
        RecurrentGraphWriter.write(weights, tokenizer.featureCount(), shape.streams());
    return RecurrentEncoder.open(
        "random graphs", graphs.words(), graphs.sentences(), tokenizer, shape);
  }

  /** Rows of 1, 2, 3, .. tokens in mixed order, with words of many lengths and a random state. */
  private static List<EncoderInput> inputs(Random random, RecurrentShape shape, int count) {
    List<EncoderInput> inputs = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int tokens = 1 + (row * 5) % count;
      List<String> words = new ArrayList<>();
      for (int token = 0; token < tokens; token++) {
        words.add(
            random.nextInt(3) == 0
                ? "x".repeat(random.nextInt(20)) + (char) ('A' + random.nextInt(26))
                : Tokenizers.WORDS.get(random.nextInt(Tokenizers.WORDS.size())));
      }
      inputs.add(new EncoderInput(words, state(random, shape)));
    }
    return inputs;
  }

  private static RecurrentState state(Random random, RecurrentShape shape) {
    float[] hidden = new float[shape.layers() * shape.hiddenSize()];
    float[] cell = new float[shape.cell().hasCellState() ? hidden.length : 0];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = random.nextFloat() * 2 - 1;
    }
    for (int i = 0; i < cell.length; i++) {
      cell[i] = (float) random.nextGaussian();
    }
    return new RecurrentState(hidden, cell);
  }

  private static double[][] layers(float[] flat, RecurrentShape shape) {
    double[][] layers = new double[shape.layers()][shape.hiddenSize()];
    for (int i = 0; i < flat.length; i++) {
      layers[i / shape.hiddenSize()][i % shape.hiddenSize()] = flat[i];
    }
    return layers;
  }

  private static double[] flat(double[][] values) {
    return java.util.Arrays.stream(values).flatMapToDouble(java.util.Arrays::stream).toArray();
  }

  private static void assertClose(float[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
    }
  }

  private static void assertSameBits(Encoding found, Encoding expected) {
    assertThat(found.tagLogits()).isDeepEqualTo(expected.tagLogits());
    assertThat(found.classLogits()).isEqualTo(expected.classLogits());
    assertThat(Objects.requireNonNull(found.state()).hidden())
        .isEqualTo(Objects.requireNonNull(expected.state()).hidden());
    assertThat(found.state().cell()).isEqualTo(expected.state().cell());
    if (expected.tokenClasses() != null) {
      Encoding.TokenClasses classes = Objects.requireNonNull(found.tokenClasses());
      assertThat(classes.energies()).isEqualTo(expected.tokenClasses().energies());
      assertThat(classes.logits()).isDeepEqualTo(expected.tokenClasses().logits());
    }
  }
}
