package io.tagstream.training.transformer.weights;

import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import java.util.Arrays;

/**
 * The transformer of {@link TransformerWeights} in plain double precision, one row at a time,
 * written from the equations: an oracle for graphs and for libtorch that shares no code with
 * either. It reads the weights whenever it is asked, so these may be changed in between.
 */
public final class TextbookTransformer {
  private final TransformerWeights weights;
  private final TransformerShape shape;

  public TextbookTransformer(TransformerWeights weights) {
    this.weights = weights;
    this.shape = weights.shape();
  }

  /** Hidden numbers of the last layer, [P][H]. */
  public double[][] hidden(int[] ids, int[] segments) {
    double[][] x = embeddings(ids, segments);
    for (int layer = 0; layer < shape.layers(); layer++) {
      x = layer(layer, x);
    }
    return x;
  }

  /** LayerNorm(x + Sublayer(x)), for both blocks of a layer. */
  public double[][] layer(int layer, double[][] x) {
    double[][] read = norm(LayerPart.ATTENTION_NORM.in(layer), sum(x, attention(layer, x)));
    return norm(LayerPart.OUTPUT_NORM.in(layer), sum(read, feedForward(layer, read)));
  }

  public double[][] embeddings(int[] ids, int[] segments) {
    double[][] sum = new double[ids.length][shape.hidden()];
    for (int piece = 0; piece < ids.length; piece++) {
      for (int i = 0; i < shape.hidden(); i++) {
        sum[piece][i] = row(BertNames.PIECES, ids[piece])[i] + row(BertNames.POSITIONS, piece)[i];
        if (shape.segments() > 0) {
          sum[piece][i] += row(BertNames.SEGMENTS, segments[piece])[i];
        }
      }
    }
    return norm(BertNames.EMBEDDING_NORM, sum);
  }

  /** MultiHead(X) = Concat(head_1, .., head_N) W + b, where each head attends by itself. */
  public double[][] attention(int layer, double[][] x) {
    double[][] query = affine(LayerPart.QUERY.in(layer), x);
    double[][] key = affine(LayerPart.KEY.in(layer), x);
    double[][] value = affine(LayerPart.VALUE.in(layer), x);
    double[][] heads = new double[x.length][shape.hidden()];
    for (int head = 0; head < shape.heads(); head++) {
      int begin = head * shape.headSize();
      double[][] found =
          scaledDotProduct(columns(query, begin), columns(key, begin), columns(value, begin));
      for (int piece = 0; piece < x.length; piece++) {
        System.arraycopy(found[piece], 0, heads[piece], begin, shape.headSize());
      }
    }
    return affine(LayerPart.ATTENTION_OUTPUT.in(layer), heads);
  }

  /** softmax(Q K^T / sqrt(d)) V. */
  public static double[][] scaledDotProduct(double[][] query, double[][] key, double[][] value) {
    double[][] found = new double[query.length][value[0].length];
    for (int from = 0; from < query.length; from++) {
      double total = 0;
      for (int to = 0; to < key.length; to++) {
        double weight = Math.exp(dot(query[from], key[to]) / Math.sqrt(query[from].length));
        total += weight;
        for (int i = 0; i < found[from].length; i++) {
          found[from][i] += weight * value[to][i];
        }
      }
      for (int i = 0; i < found[from].length; i++) {
        found[from][i] /= total;
      }
    }
    return found;
  }

  /** W2 GELU(W1 x + b1) + b2. */
  public double[][] feedForward(int layer, double[][] x) {
    double[][] inner = affine(LayerPart.INTERMEDIATE.in(layer), x);
    for (double[] numbers : inner) {
      Arrays.setAll(numbers, i -> gelu(numbers[i]));
    }
    return affine(LayerPart.OUTPUT.in(layer), inner);
  }

  /** x times the probability that a standard normal number is below x. */
  public static double gelu(double x) {
    return x * (1 + erf(x / Math.sqrt(2))) / 2;
  }

  /** 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 3 5 .. (2n+1)), whose terms have one sign. */
  private static double erf(double x) {
    double term = x;
    double sum = 0;
    for (int n = 1; Math.abs(term) > 1e-18; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** Layer norm of each row. */
  public double[][] norm(String name, double[][] x) {
    return Arrays.stream(x).map(row -> norm(name, row)).toArray(double[][]::new);
  }

  private double[] norm(String name, double[] x) {
    float[] weight = weights.values(BertNames.weight(name));
    float[] bias = weights.values(BertNames.bias(name));
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance =
        Arrays.stream(x).map(each -> (each - mean) * (each - mean)).average().orElseThrow();
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = weight[i] * (x[i] - mean) / Math.sqrt(variance + shape.layerNormEpsilon()) + bias[i];
    }
    return y;
  }

  private double[][] affine(String name, double[][] x) {
    float[] bias = weights.values(BertNames.bias(name));
    double[][] y = new double[x.length][bias.length];
    for (int piece = 0; piece < x.length; piece++) {
      for (int out = 0; out < bias.length; out++) {
        double[] weight = row(BertNames.weight(name), out, x[piece].length);
        y[piece][out] = bias[out] + dot(weight, x[piece]);
      }
    }
    return y;
  }

  private double[] row(String table, int row) {
    return row(table, row, shape.hidden());
  }

  private double[] row(String table, int row, int width) {
    float[] values = weights.values(table);
    double[] numbers = new double[width];
    Arrays.setAll(numbers, i -> values[row * width + i]);
    return numbers;
  }

  private double[][] columns(double[][] x, int begin) {
    return Arrays.stream(x)
        .map(row -> Arrays.copyOfRange(row, begin, begin + shape.headSize()))
        .toArray(double[][]::new);
  }

  private static double[][] sum(double[][] left, double[][] right) {
    double[][] sum = new double[left.length][left[0].length];
    for (int row = 0; row < sum.length; row++) {
      for (int i = 0; i < sum[row].length; i++) {
        sum[row][i] = left[row][i] + right[row][i];
      }
    }
    return sum;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
