package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.recurrent.RecurrentEncoder;
import io.tagstream.model.recurrent.RecurrentShape;
import io.tagstream.model.recurrent.RecurrentTokenizer;
import io.tagstream.model.recurrent.WordFeatures;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.RecurrentGraphWriter;
import io.tagstream.training.onnx.RecurrentGraphs;
import io.tagstream.training.onnx.RecurrentWeights;
import io.tagstream.training.onnx.TextbookNetwork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** A tokenizer and the three places where what it reads is computed: they must say the same. */
final class Runtimes {
  private final RecurrentTokenizer tokenizer;
  private final WordFeatures features;
  private final Map<String, WordIds> ids = new HashMap<>();

  Runtimes(RecurrentTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.features = new WordFeatures(tokenizer);
  }

  /** The ids of some words; the same word has the same object, as in training. */
  List<WordIds> ids(List<String> words) {
    return words.stream().map(word -> ids.computeIfAbsent(word, features::ids)).toList();
  }

  /**
   * Runs some texts through libtorch, through the exported graphs of words and of sentences, and
   * through the equations in plain doubles.
   *
   * @param parts what the network was made of
   * @param head name of its slot head and of its class head
   */
  @SuppressWarnings("try") // scopes work by being open
  void assertSame(TaggerNetwork network, NetworkParts parts, String head, List<String> texts) {
    List<List<String>> rows = texts.stream().map(text -> List.of(text.split(" "))).toList();
    RecurrentWeights weights = network.weights(head, head);
    TextbookNetwork textbook = new TextbookNetwork(weights);
    List<Encoding> served = served(weights, shape(parts, head), rows);
    try (PointerScope scope = new PointerScope()) {
      List<TrainingSentence> sentences =
          rows.stream().map(row -> new TrainingSentence(ids(row), Map.of(), Map.of())).toList();
      Batch batch = Batch.of(sentences, word -> word);
      ForwardPass pass = network.evaluation();
      Tensor hidden = pass.hidden(batch);
      Tensor tags = pass.tagLogits(head, hidden, batch.mask());
      Tensor classes = pass.classLogits(head, hidden, batch.mask());
      for (int row = 0; row < rows.size(); row++) {
        TextbookNetwork.Output expected = textbook.run(sentences.get(row).words());
        assertClose(served.get(row), expected);
        for (int token = 0; token < rows.get(row).size(); token++) {
          assertClose(
              Parameters.numbers(tags.select(0, token).select(0, row)),
              expected.tagLogits()[token]);
        }
        assertClose(Parameters.numbers(classes.select(0, row)), expected.classLogits());
      }
    }
  }

  private List<Encoding> served(
      RecurrentWeights weights, RecurrentShape shape, List<List<String>> rows) {
    RecurrentGraphs graphs = RecurrentGraphWriter.write(weights, tokenizer.featureCount(), false);
    try (RecurrentEncoder encoder =
        RecurrentEncoder.open("exported", graphs.words(), graphs.sentences(), tokenizer, shape)) {
      return encoder.encode(rows.stream().map(EncoderInput::of).toList());
    }
  }

  private static RecurrentShape shape(NetworkParts parts, String head) {
    RecurrentStack stack = parts.stack();
    return new RecurrentShape(
        stack.cell(),
        stack.layers(),
        stack.hiddenSize(),
        parts.slotHead(head).tagCount(),
        parts.classHead(head).classCount());
  }

  private static void assertClose(Encoding found, TextbookNetwork.Output expected) {
    float[][] tags = Objects.requireNonNull(found.tagLogits());
    assertThat(tags.length).isEqualTo(expected.tagLogits().length);
    for (int token = 0; token < tags.length; token++) {
      assertClose(tags[token], expected.tagLogits()[token]);
    }
    assertClose(Objects.requireNonNull(found.classLogits()), expected.classLogits());
  }

  private static void assertClose(float[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
    }
  }
}
