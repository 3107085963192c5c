package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;

/**
 * Writes the network of {@link RecurrentWeights} as two ONNX graphs with the names of {@link
 * RecurrentGraph}, part after part. Inside, tokens are the first dimension, because loops run over
 * it and because sums over tokens then add row after row: padding adds zeros at the end and cannot
 * change a bit.
 */
public final class RecurrentGraphWriter {
  static final Dimension ROWS = Dimension.named("rows");
  static final Dimension TOKENS = Dimension.named("tokens");

  private RecurrentGraphWriter() {}

  /**
   * Returns the graphs, the same bytes for the same weights.
   *
   * @param weights the trained numbers
   * @param featureCount feature ids F of a token
   * @param streams whether the graph of sentences is for streams: it gives out the states at a
   *     boundary inside a row, and what each token says of the class
   * @throws IllegalArgumentException if classes or tags are made in a way that no stream can carry
   *     on
   */
  public static RecurrentGraphs write(RecurrentWeights weights, int featureCount, boolean streams) {
    if (streams) {
      verifyStreams(weights);
    }
    return new RecurrentGraphs(words(weights, featureCount), sentences(weights, streams));
  }

  private static void verifyStreams(RecurrentWeights weights) {
    if (weights.classes() != null && weights.classes().pooling() instanceof ClassHeadWeights.Max) {
      throw new IllegalArgumentException(
          "classes.pooling: expected attention or the mean for streams, which are summed up as they"
              + " go, found the maximum");
    }
    if (weights.slots() != null && weights.slots().classes() != null) {
      throw new IllegalArgumentException(
          "slots.classes: expected tags that do not read the class for streams, which is not known"
              + " before the sentence ends");
    }
  }

  private static byte[] words(RecurrentWeights weights, int featureCount) {
    OnnxGraph graph = new OnnxGraph("words");
    String wordIds = graph.input(RecurrentGraph.WORD_IDS, INT64, ROWS, TOKENS);
    InputWriter input = new InputWriter(graph, weights.input(), featureCount);
    String x = input.add(wordIds); // [T,B,D]
    String vectors = new WordGates(graph, weights.stack()).of(x, weights.stack().wordWidth());
    graph.output(
        RecurrentGraph.WORD_VECTORS, vectors, TOKENS, ROWS, Dimension.of(vectorSize(weights)));
    input.addMetadata();
    return graph.toBytes();
  }

  private static int vectorSize(RecurrentWeights weights) {
    StackWeights stack = weights.stack();
    int gates = stack.forward().get(0).recurrent().rows();
    return stack.backward().isEmpty() ? gates : 2 * gates;
  }

  private static byte[] sentences(RecurrentWeights weights, boolean streams) {
    OnnxGraph graph = new OnnxGraph("sentences");
    String vectors =
        graph.input(
            RecurrentGraph.WORD_VECTORS,
            FLOAT,
            Dimension.named("words"),
            Dimension.of(vectorSize(weights)));
    String tokenWords = graph.input(RecurrentGraph.TOKEN_WORDS, INT64, ROWS, TOKENS);
    String lengths = graph.input(RecurrentGraph.LENGTHS, INT32, ROWS);
    String tokens = graph.transpose(tokenWords, 1, 0); // [T,B]
    TokenMask masks = new TokenMask(graph, tokens);
    String mask = masks.before(lengths); // [T,B,1]
    String kept =
        streams ? masks.before(graph.input(RecurrentGraph.BOUNDARIES, INT32, ROWS)) : mask;
    String hidden = new StackWriter(graph, weights.stack()).add(vectors, tokens, lengths, kept);
    addHeads(graph, weights, hidden, mask, streams);
    return graph.toBytes();
  }

  /**
   * Adds the heads.
   *
   * @param hidden [T,B,2H] or [T,B,H]
   * @param mask [T,B,1]
   */
  private static void addHeads(
      OnnxGraph graph, RecurrentWeights weights, String hidden, String mask, boolean streams) {
    SlotHeadWriter slots =
        weights.slots() == null ? null : new SlotHeadWriter(graph, weights.slots());
    boolean slotsReadClasses = weights.slots() != null && weights.slots().classes() != null;
    if (slots != null && !slotsReadClasses) {
      slots.add(hidden, null);
    }
    if (weights.classes() != null) {
      ClassHeadWriter classes = new ClassHeadWriter(graph, weights.classes());
      String logits = classes.add(hidden, mask);
      classes.output(logits);
      if (streams) {
        classes.outputTokens(hidden);
      }
      if (slots != null && slotsReadClasses) {
        slots.add(hidden, logits);
      }
    }
  }
}
