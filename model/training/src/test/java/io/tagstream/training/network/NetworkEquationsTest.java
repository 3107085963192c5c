package io.tagstream.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tagstream.model.bundle.BundleDescriptor.DecoderKind;
import io.tagstream.model.bundle.EncoderDescriptor.Cell;
import io.tagstream.model.bundle.EncoderDescriptor.Direction;
import io.tagstream.model.recurrent.WordIds;
import io.tagstream.training.onnx.RecurrentWeights;
import io.tagstream.training.onnx.StackWeights;
import io.tagstream.training.onnx.TextbookNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States and gradients of a stack in training are those of the equations in plain doubles. */
@RequiresLibtorch
@SuppressWarnings("try") // scopes work by being open
class NetworkEquationsTest {
  private static final String HEAD = "toy";
  private static final int WORDS = 6;
  private static final int TAGS = 3;
  private static final int LAYERS = 2;
  private static final int HIDDEN = 4;
  private static final int CHUNK = 3;

  private final Random random = new Random(23);
  private final List<TrainingSentence> rows = List.of(row(8), row(5), row(3), row(1));

  @ParameterizedTest
  @EnumSource
  void shouldCarryForwardStatesFromChunkToChunk(Cell cell) {
    try (TaggerNetwork network = network(cell, CHUNK);
        PointerScope scope = new PointerScope()) {
      TextbookNetwork textbook = new TextbookNetwork(network.weights(HEAD, null));
      CarriedState state = CarriedState.fromZero(rows.size());
      int begin = 0;
      List<TrainingStream> streams =
          TrainingStream.each(rows).stream().map(row -> row.chunked(CHUNK)).toList();
      for (TrainingStream.Step step : TrainingStream.steps(streams)) {
        state.begin(step);
        List<TrainingSentence> chunk = step.pieces();
        Tensor hidden = network.evaluation(state).hidden(Batch.of(chunk, word -> word));
        for (int row = 0; row < chunk.size(); row++) {
          for (int token = 0; token < chunk.get(row).words().size(); token++) {
            float[] found = Parameters.numbers(hidden.select(0, token).select(0, row));
            // The longest rows come first, so those of a chunk are the first rows.
            List<WordIds> soFar = rows.get(row).words().subList(0, begin + token + 1);
            double[][] expected = textbook.run(soFar).finalHidden();
            for (int unit = 0; unit < HIDDEN; unit++) {
              // With a residual connection the heads read the sum of both layers.
              assertThat((double) found[unit])
                  .isCloseTo(expected[0][unit] + expected[1][unit], within(1e-6));
            }
          }
        }
        begin += CHUNK;
      }
      assertThat(begin).isEqualTo(3 * CHUNK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveTheGradientsOfTheEquations(Cell cell) {
    try (TaggerNetwork network = network(cell, 0)) {
      network.backward(TrainingStream.each(rows));

      RecurrentWeights weights = network.weights(HEAD, null);
      assertGradients(network, weights, loss(weights, Integer.MAX_VALUE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHoldCarriedStatesConstant(Cell cell) {
    try (TaggerNetwork network = network(cell, CHUNK)) {
      network.backward(TrainingStream.each(rows));

      RecurrentWeights weights = network.weights(HEAD, null);
      assertGradients(network, weights, loss(weights, CHUNK));
    }
  }

  /**
   * The mean loss of a row, of the weights as they are when it is asked for; but every chunk begins
   * with the states that the weights of now lead to.
   */
  private DoubleSupplier loss(RecurrentWeights weights, int chunkSize) {
    TextbookNetwork textbook = new TextbookNetwork(weights);
    List<DoubleSupplier> losses = new ArrayList<>();
    for (TrainingSentence row : rows) {
      double[][] hidden = new double[LAYERS][HIDDEN];
      double[][] memory = new double[LAYERS][HIDDEN];
      for (TrainingSentence chunk : row.chunks(chunkSize)) {
        double[][] fromHidden = hidden;
        double[][] fromMemory = memory;
        losses.add(() -> crossEntropy(textbook.run(chunk.words(), fromHidden, fromMemory), chunk));
        TextbookNetwork.Output output = textbook.run(chunk.words(), hidden, memory);
        hidden = output.finalHidden();
        memory = output.finalCell();
      }
    }
    return () -> losses.stream().mapToDouble(DoubleSupplier::getAsDouble).sum() / rows.size();
  }

  private static double crossEntropy(TextbookNetwork.Output output, TrainingSentence row) {
    int[] tags = Objects.requireNonNull(row.tags().get(HEAD));
    double loss = 0;
    for (int token = 0; token < tags.length; token++) {
      double total = 0;
      for (double logit : output.tagLogits()[token]) {
        total += Math.exp(logit);
      }
      loss += Math.log(total) - output.tagLogits()[token][tags[token]];
    }
    return loss;
  }

  private static void assertGradients(
      TaggerNetwork network, RecurrentWeights weights, DoubleSupplier loss) {
    assertGradient(network, "words", weights.input().words().values(), loss);
    StackWeights stack = weights.stack();
    for (int layer = 0; layer < LAYERS; layer++) {
      assertGradients(network, "forward." + layer, stack.forward().get(layer), loss);
      assertGradients(network, "backward." + layer, stack.backward().get(layer), loss);
    }
  }

  private static void assertGradients(
      TaggerNetwork network, String name, StackWeights.Layer layer, DoubleSupplier loss) {
    assertGradient(network, name + ".input", layer.input().values(), loss);
    assertGradient(network, name + ".recurrent", layer.recurrent().values(), loss);
    assertGradient(network, name + ".inputBias", layer.inputBias(), loss);
    assertGradient(network, name + ".recurrentBias", layer.recurrentBias(), loss);
  }

  /**
   * Moves each number that the equations read a little up and down. In doubles that shows a slope
   * to about 1e-8; libtorch computes with 24 bits, and what it adds up is about 1.
   */
  private static void assertGradient(
      TaggerNetwork network, String name, float[] values, DoubleSupplier loss) {
    float[] gradient = network.gradient(name);
    assertThat(gradient).as(name).hasSameSizeAs(values).isNotEqualTo(new float[values.length]);
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      values[i] = value + 1e-4f;
      double above = loss.getAsDouble();
      double width = values[i];
      values[i] = value - 1e-4f;
      double slope = (above - loss.getAsDouble()) / (width - values[i]);
      values[i] = value;
      assertThat((double) gradient[i]).as("%s, %d", name, i).isCloseTo(slope, within(3e-6));
    }
  }

  /** Two residual layers of each direction under one slot head, every number of them random. */
  private TaggerNetwork network(Cell cell, int truncation) {
    NetworkParts parts =
        new NetworkParts(
            new TokenInput(new WordTable(WORDS, 3), null, null),
            new RecurrentStack(cell, Direction.BIDIRECTIONAL, LAYERS, /* residual= */ true, HIDDEN),
            Map.of(HEAD, new SlotHead(TAGS, DecoderKind.SOFTMAX, null)),
            Map.of());
    TaggerNetwork network =
        new TaggerNetwork(parts, Optimizations.truncated(truncation), ClassWeights.NONE, 3);
    NetworkState state = network.state();
    SortedMap<String, float[]> tensors = new TreeMap<>(state.tensors());
    for (String name : network.parameterNames()) {
      float[] values = Objects.requireNonNull(tensors.get("current/" + name)).clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian() / 2;
      }
      tensors.put("current/" + name, values);
      tensors.put("average/" + name, values);
    }
    network.restore(new NetworkState(tensors, state.counts()));
    return network;
  }

  private TrainingSentence row(int length) {
    return new TrainingSentence(
        random.ints(length, 2, WORDS).mapToObj(NetworkEquationsTest::word).toList(),
        Map.of(HEAD, random.ints(length, 0, TAGS).toArray()),
        Map.of());
  }

  private static WordIds word(int id) {
    return new WordIds(id, new int[0], new int[0]);
  }
}
