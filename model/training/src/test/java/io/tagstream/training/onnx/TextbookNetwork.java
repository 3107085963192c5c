package io.tagstream.training.onnx;

import static io.tagstream.training.onnx.TextbookVectors.dense;
import static io.tagstream.training.onnx.TextbookVectors.dot;
import static io.tagstream.training.onnx.TextbookVectors.joined;
import static io.tagstream.training.onnx.TextbookVectors.reversed;
import static io.tagstream.training.onnx.TextbookVectors.row;
import static io.tagstream.training.onnx.TextbookVectors.softmax;
import static io.tagstream.training.onnx.TextbookVectors.sum;

import io.tagstream.model.recurrent.WordIds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network of {@link RecurrentWeights} in plain double precision, one row at a time, written
 * from the equations: an oracle for graphs and for libtorch that shares no code with either.
 */
@SuppressWarnings("ArrayRecordComponent") // raw carriers of numbers, compared by nobody
public final class TextbookNetwork {
  private final RecurrentWeights weights;

  public TextbookNetwork(RecurrentWeights weights) {
    this.weights = weights;
  }

  /** What the network says of a row; {@code finalHidden} and {@code finalCell} are [L][H]. */
  public record Output(
      double[][] tagLogits, double[] classLogits, double[][] finalHidden, double[][] finalCell) {}

  /** Runs a row from zero state. */
  public Output run(List<WordIds> row) {
    StackWeights stack = weights.stack();
    double[][] zero = new double[stack.forward().size()][stack.hiddenSize()];
    return run(row, zero, zero);
  }

  /** Runs a row from a state; {@code initialHidden} and {@code initialCell} are [L][H]. */
  public Output run(List<WordIds> row, double[][] initialHidden, double[][] initialCell) {
    StackWeights stack = weights.stack();
    int layers = stack.forward().size();
    double[][] x = row.stream().map(this::embedding).toArray(double[][]::new);
    double[][] finalHidden = new double[layers][];
    double[][] finalCell = new double[layers][];
    double[][] h = x;
    for (int layer = 0; layer < layers; layer++) {
      TextbookLayer out =
          TextbookLayer.read(
              stack.forward().get(layer), h, initialHidden[layer], initialCell[layer]);
      h = connected(layer, out.hidden(), h);
      finalHidden[layer] = out.lastHidden();
      finalCell[layer] = out.lastCell();
    }
    double[][] hidden = stack.backward().isEmpty() ? h : joined(h, backward(joined(x, h)));
    double[] classLogits =
        weights.classes() == null ? new double[0] : classLogits(weights.classes(), hidden);
    double[][] tagLogits =
        weights.slots() == null
            ? new double[0][]
            : Arrays.stream(hidden)
                .map(token -> tagLogits(weights.slots(), token, classLogits))
                .toArray(double[][]::new);
    return new Output(tagLogits, classLogits, finalHidden, finalCell);
  }

  private double[][] backward(double[][] below) {
    List<StackWeights.Layer> layers = weights.stack().backward();
    double[][] g = below;
    for (int layer = 0; layer < layers.size(); layer++) {
      g = connected(layer, reversed(TextbookLayer.hidden(layers.get(layer), reversed(g))), g);
    }
    return g;
  }

  private double[][] connected(int layer, double[][] said, double[][] read) {
    return weights.stack().residual() && layer > 0 ? sum(said, read) : said;
  }

  private double[] embedding(WordIds ids) {
    InputWeights input = weights.input();
    double[] embedding = row(input.words(), ids.word());
    if (input.features() != null) {
      for (int feature : ids.features()) {
        embedding = joined(embedding, row(input.features(), feature));
      }
    }
    Spelling spelling = input.spelling();
    if (spelling instanceof Spelling.Convolution convolution) {
      embedding = joined(embedding, highest(convolution, ids.characters()));
    } else if (spelling instanceof Spelling.LastStates lastStates) {
      embedding = joined(embedding, lastStates(lastStates, ids.characters()));
    }
    return input.lexicon() == null
        ? embedding
        : joined(embedding, mean(input.lexicon(), ids.lexicon()));
  }

  private static double[] mean(Matrix table, int[] rows) {
    double[] mean = new double[table.columns()];
    for (int row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (double) table.at(row, i) / rows.length;
      }
    }
    return mean;
  }

  private static double[] highest(Spelling.Convolution spelling, int[] characters) {
    int width = spelling.characters().columns();
    double[] highest = new double[spelling.convolution().bias().length];
    for (int i = 0; i < characters.length; i++) {
      double[] before = i == 0 ? new double[width] : row(spelling.characters(), characters[i - 1]);
      double[] after =
          i == characters.length - 1
              ? new double[width]
              : row(spelling.characters(), characters[i + 1]);
      double[] window = joined(joined(before, row(spelling.characters(), characters[i])), after);
      double[] filtered = dense(spelling.convolution(), window);
      for (int filter = 0; filter < filtered.length; filter++) {
        highest[filter] = Math.max(highest[filter], filtered[filter]);
      }
    }
    return highest;
  }

  private static double[] lastStates(Spelling.LastStates spelling, int[] characters) {
    double[] zero = new double[spelling.forward().hiddenSize()];
    double[][] x =
        IntStream.of(characters)
            .mapToObj(character -> row(spelling.characters(), character))
            .toArray(double[][]::new);
    return joined(
        TextbookLayer.read(spelling.forward(), x, zero, zero).lastHidden(),
        TextbookLayer.read(spelling.backward(), reversed(x), zero, zero).lastHidden());
  }

  /** One linear layer over the hidden state and, if it is fed in, the distribution of classes. */
  private static double[] tagLogits(SlotHeadWeights head, double[] token, double[] classLogits) {
    double[] logits = dense(head.tags(), token);
    if (head.classes() != null) {
      for (int tag = 0; tag < logits.length; tag++) {
        logits[tag] += dot(head.classes(), tag, softmax(classLogits));
      }
    }
    return logits;
  }

  private static double[] classLogits(ClassHeadWeights head, double[][] tokens) {
    double[] weight = new double[tokens.length];
    Arrays.fill(weight, 1.0 / tokens.length);
    if (head.pooling() instanceof ClassHeadWeights.Attention attention) {
      weight = attention(attention, tokens);
    }
    boolean maximum = head.pooling() instanceof ClassHeadWeights.Max;
    double[] pooled = maximum ? tokens[0].clone() : new double[tokens[0].length];
    for (int t = 0; t < tokens.length; t++) {
      for (int i = 0; i < pooled.length; i++) {
        pooled[i] =
            maximum ? Math.max(pooled[i], tokens[t][i]) : pooled[i] + weight[t] * tokens[t][i];
      }
    }
    return dense(head.classes(), pooled);
  }

  private static double[] attention(ClassHeadWeights.Attention head, double[][] tokens) {
    double[] scores = new double[tokens.length];
    for (int t = 0; t < tokens.length; t++) {
      double[] projected = dense(head.projection(), tokens[t]);
      for (int i = 0; i < projected.length; i++) {
        scores[t] += head.query()[i] * Math.tanh(projected[i]);
      }
    }
    return softmax(scores);
  }
}
