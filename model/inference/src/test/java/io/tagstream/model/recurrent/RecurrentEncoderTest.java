package io.tagstream.model.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.bundle.BundleDescriptor;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleFiles;
import io.tagstream.model.bundle.Bundles;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.RecurrentState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrentEncoderTest {
  private static final BundleFiles TINY =
      BundleFiles.inDirectory(Path.of("src/test/resources/io/tagstream/bundles/tiny"));
  private static final RecurrentShape SHAPE = new RecurrentShape(Cell.LSTM, 1, 8, 7, 3);

  @Test
  void shouldEncodeEveryRowInOrder() {
    try (RecurrentEncoder encoder = open(SHAPE)) {
      List<Encoding> encodings = encoder.encode(List.of(input("play"), input("book a table")));

      assertThat(encodings).hasSize(2);
      assertThat(encodings.get(0).tagLogits()).hasDimensions(1, 7);
      assertThat(encodings.get(1).tagLogits()).hasDimensions(3, 7);
      assertThat(encodings.get(1).classLogits()).hasSize(3);
      assertThat(Objects.requireNonNull(encodings.get(1).state()).hidden()).hasSize(8);
    }
  }

  @Test
  void shouldEncodeNothing() {
    try (RecurrentEncoder encoder = open(SHAPE)) {
      assertThat(encoder.encode(List.of())).isEmpty();
    }
  }

  @Property(tries = 100)
  void shouldGiveTheSameBitsAloneAndInAnyBatch(
      @ForAll @Size(min = 1, max = 6)
          List<@Size(min = 1, max = 12) List<@StringLength(max = 30) String>> rows) {
    List<EncoderInput> inputs = rows.stream().map(EncoderInput::of).toList();
    try (RecurrentEncoder encoder = open(SHAPE)) {
      List<Encoding> together = encoder.encode(inputs);
      for (int row = 0; row < inputs.size(); row++) {
        Encoding alone = encoder.encode(List.of(inputs.get(row))).get(0);
        assertThat(together.get(row).tagLogits()).isDeepEqualTo(alone.tagLogits());
        assertThat(together.get(row).classLogits()).isEqualTo(alone.classLogits());
        assertThat(Objects.requireNonNull(together.get(row).state()).hidden())
            .isEqualTo(Objects.requireNonNull(alone.state()).hidden());
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsForAWordItHasSeen() {
    EncoderInput input = input("play Xyzzy by Plugh");
    try (RecurrentEncoder encoder = open(SHAPE);
        RecurrentEncoder fresh = open(SHAPE)) {
      encoder.encode(List.of(input("Xyzzy"), input("Plugh by play Zork")));

      assertThat(encoder.encode(List.of(input)).get(0).tagLogits())
          .isDeepEqualTo(fresh.encode(List.of(input)).get(0).tagLogits());
    }
  }

  @Test
  void shouldNotReadWhatTheCallBeforeLeftInMemory() {
    float[] ones = new float[SHAPE.hiddenSize()];
    Arrays.fill(ones, 1);
    RecurrentState other = new RecurrentState(ones, ones);
    List<EncoderInput> inputs = List.of(input("play"), input("book a table"));
    try (RecurrentEncoder encoder = open(SHAPE)) {
      List<Encoding> first = encoder.encode(inputs);
      encoder.encode(
          List.of(
              new EncoderInput(List.of("what", "is", "the", "weather", "in", "Oslo"), other),
              new EncoderInput(List.of("play", "it", "by", "Ann", "Lee"), other)));

      List<Encoding> again = encoder.encode(inputs);

      for (int row = 0; row < inputs.size(); row++) {
        assertThat(again.get(row).tagLogits()).isDeepEqualTo(first.get(row).tagLogits());
        assertThat(again.get(row).classLogits()).isEqualTo(first.get(row).classLogits());
      }
    }
  }

  @Test
  void shouldReadOnFromAState() {
    try (RecurrentEncoder encoder = open(SHAPE)) {
      RecurrentState whole = encoder.encode(List.of(input("what is the weather"))).get(0).state();
      RecurrentState half = encoder.encode(List.of(input("what is"))).get(0).state();

      RecurrentState rest =
          encoder.encode(List.of(new EncoderInput(List.of("the", "weather"), half))).get(0).state();

      assertThat(Objects.requireNonNull(rest).hidden())
          .isEqualTo(Objects.requireNonNull(whole).hidden());
      assertThat(rest.cell()).isEqualTo(whole.cell());
    }
  }

  @Test
  void shouldRefuseTheStateOfAnotherModel() {
    RecurrentState foreign = new RecurrentState(new float[16], new float[16]);
    try (RecurrentEncoder encoder = open(SHAPE)) {
      assertThatThrownBy(() -> encoder.encode(List.of(new EncoderInput(List.of("play"), foreign))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("state.hidden: expected 8 numbers, found 16");
    }
  }

  @Test
  void shouldCloseOnceAndRefuseCallsAfterwards() {
    RecurrentEncoder encoder = open(SHAPE);

    encoder.close();
    encoder.close();

    assertThatThrownBy(() -> encoder.encode(List.of(input("play"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  static Stream<Arguments> shouldRefuseAGraphOfAnotherShape() {
    return Stream.of(
        Arguments.of(
            new RecurrentShape(Cell.LSTM, 1, 8, 9, 3), "LABEL_COUNT_MISMATCH", "'tag_logits'"),
        Arguments.of(
            new RecurrentShape(Cell.LSTM, 1, 8, 7, 4), "LABEL_COUNT_MISMATCH", "'class_logits'"),
        Arguments.of(new RecurrentShape(Cell.LSTM, 1, 16, 7, 3), "BAD_GRAPH", "'initial_h'"),
        Arguments.of(new RecurrentShape(Cell.LSTM, 2, 8, 7, 3), "BAD_GRAPH", "'initial_h'"),
        Arguments.of(new RecurrentShape(Cell.GRU, 1, 8, 7, 3), "BAD_GRAPH", "initial_c"),
        Arguments.of(new RecurrentShape(Cell.LSTM, 1, 8, 7, 0), "BAD_GRAPH", "outputs"));
  }

  @ParameterizedTest
  @MethodSource
  void shouldRefuseAGraphOfAnotherShape(RecurrentShape shape, String reason, String subject) {
    assertThatThrownBy(() -> open(shape))
        .isInstanceOfSatisfying(
            BundleException.class, e -> assertThat(e.reason()).hasToString(reason))
        .hasMessageStartingWith("tiny/model.onnx: ")
        .hasMessageContaining(subject);
  }

  @Test
  void shouldRefuseAGraphThatReadsWhatTheTokenizerDoesNotGive() throws IOException {
    RecurrentTokenizer wordsAlone =
        new RecurrentTokenizer(
            RecurrentTokenizer.FORMAT_VERSION,
            tokenizer().words(),
            RecurrentTokenizer.Affixes.NONE,
            RecurrentTokenizer.Characters.NONE);

    assertThatThrownBy(() -> RecurrentEncoder.open("tiny", words(), graph(), wordsAlone, SHAPE))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("tiny/words.onnx: expected inputs [word_ids], found");
  }

  @Test
  void shouldRefuseATokenizerOfAnotherGraph() throws IOException {
    RecurrentTokenizer tokenizer = tokenizer();
    RecurrentTokenizer shorter =
        new RecurrentTokenizer(
            tokenizer.formatVersion(),
            tokenizer.words().subList(0, 3),
            tokenizer.affixes(),
            tokenizer.characters());

    assertThatThrownBy(() -> RecurrentEncoder.open("tiny", words(), graph(), shorter, SHAPE))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("tiny/words.onnx: expected 'tagstream.word.rows' 5")
        .hasMessageContaining("found 18");
  }

  @Test
  void shouldNameTheGraphThatIsTorn() throws IOException {
    byte[] tornWords = Arrays.copyOf(words(), words().length / 2);
    byte[] tornGraph = Arrays.copyOf(graph(), graph().length / 2);
    RecurrentTokenizer tokenizer = tokenizer();

    assertThatThrownBy(() -> RecurrentEncoder.open("tiny", words(), tornGraph, tokenizer, SHAPE))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("tiny/model.onnx: expected a graph that ONNX Runtime can run");
    assertThatThrownBy(() -> RecurrentEncoder.open("tiny", tornWords, graph(), tokenizer, SHAPE))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("tiny/words.onnx: expected a graph that ONNX Runtime can run");
  }

  @Test
  void shouldAskForABundleWithoutAGraphOfWordsToBeTrainedAgain() {
    Map<String, byte[]> contents = new TreeMap<>();
    TINY.names().forEach(name -> contents.put(name, TINY.read(name)));
    contents.remove("words.onnx");
    BundleFiles older = BundleFiles.of("older", contents);
    BundleDescriptor descriptor = Bundles.open(TINY).descriptor();

    assertThatThrownBy(() -> RecurrentEncoder.open(older, descriptor))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("older: expected the file words.onnx, found only ")
        .hasMessageEndingWith("; fetch the whole bundle again, or train it again");
  }

  private static RecurrentEncoder open(RecurrentShape shape) {
    try {
      return RecurrentEncoder.open("tiny", words(), graph(), tokenizer(), shape);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] words() {
    return TINY.read(BundleFiles.WORDS);
  }

  private static byte[] graph() {
    return TINY.read(BundleFiles.MODEL);
  }

  private static RecurrentTokenizer tokenizer() throws IOException {
    return RecurrentTokenizer.read(TINY.read(BundleFiles.TOKENIZER));
  }

  private static EncoderInput input(String words) {
    return EncoderInput.of(List.of(words.split(" ")));
  }
}
