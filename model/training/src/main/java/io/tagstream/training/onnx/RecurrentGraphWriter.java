package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;

/**
 * Writes the network of {@link RecurrentWeights} as an ONNX graph with the names of {@link
 * RecurrentGraph}, part after part. Inside, tokens are the first dimension, because the recurrent
 * operators want it so and because sums over tokens then add row after row: padding adds zeros at
 * the end and cannot change a bit.
 */
public final class RecurrentGraphWriter {
  static final Dimension ROWS = Dimension.named("rows");
  static final Dimension TOKENS = Dimension.named("tokens");

  private RecurrentGraphWriter() {}

  /**
   * Returns the bytes of the graph, the same for the same weights.
   *
   * @param weights the trained numbers
   * @param featureCount feature ids F of a token
   */
  public static byte[] write(RecurrentWeights weights, int featureCount) {
    OnnxGraph graph = new OnnxGraph("recurrent");
    String wordIds = graph.input(RecurrentGraph.WORD_IDS, INT64, ROWS, TOKENS);
    String lengths = graph.input(RecurrentGraph.LENGTHS, INT32, ROWS);
    InputWriter input = new InputWriter(graph, weights.input(), featureCount);
    String x = input.add(wordIds); // [T,B,D]
    String hidden = new StackWriter(graph, weights.stack()).add(x, lengths); // [T,B,2H] or [T,B,H]
    addHeads(graph, weights, hidden, wordIds, lengths);
    input.addMetadata();
    return graph.toBytes();
  }

  private static void addHeads(
      OnnxGraph graph, RecurrentWeights weights, String hidden, String wordIds, String lengths) {
    SlotHeadWriter slots =
        weights.slots() == null ? null : new SlotHeadWriter(graph, weights.slots());
    boolean slotsReadClasses = weights.slots() != null && weights.slots().classes() != null;
    if (slots != null && !slotsReadClasses) {
      slots.add(hidden, null);
    }
    if (weights.classes() != null) {
      ClassHeadWriter classes = new ClassHeadWriter(graph, weights.classes());
      String logits = classes.add(hidden, wordIds, lengths);
      classes.output(logits);
      if (slots != null && slotsReadClasses) {
        slots.add(hidden, logits);
      }
    }
  }
}
