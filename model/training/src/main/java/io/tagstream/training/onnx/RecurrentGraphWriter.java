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
   */
  public static RecurrentGraphs write(RecurrentWeights weights, int featureCount) {
    return new RecurrentGraphs(words(weights, featureCount), sentences(weights));
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

  private static byte[] sentences(RecurrentWeights weights) {
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
    String mask = TokenMask.of(graph, tokens, lengths); // [T,B,1]
    String hidden = new StackWriter(graph, weights.stack()).add(vectors, tokens, lengths, mask);
    addHeads(graph, weights, hidden, mask);
    return graph.toBytes();
  }

  /**
   * Adds the heads.
   *
   * @param hidden [T,B,2H] or [T,B,H]
   * @param mask [T,B,1]
   */
  private static void addHeads(
      OnnxGraph graph, RecurrentWeights weights, String hidden, String mask) {
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
      if (slots != null && slotsReadClasses) {
        slots.add(hidden, logits);
      }
    }
  }
}
