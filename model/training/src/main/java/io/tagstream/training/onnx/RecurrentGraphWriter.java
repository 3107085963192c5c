package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the network of {@link RecurrentWeights} as an ONNX graph with the names of {@link
 * RecurrentGraph}. Inside, tokens are the first dimension, because the LSTM operator wants it so
 * and because sums over tokens then add row after row: padding adds zeros at the end and cannot
 * change a bit.
 */
public final class RecurrentGraphWriter {
  private static final float FAR_BELOW_ANY_SCORE = -1e9f;

  private final OnnxGraph graph = new OnnxGraph("recurrent");
  private final Dimension rows = Dimension.named("rows");
  private final Dimension tokens = Dimension.named("tokens");
  private final RecurrentWeights weights;
  private final int featureCount;

  private RecurrentGraphWriter(RecurrentWeights weights, int featureCount) {
    this.weights = weights;
    this.featureCount = featureCount;
  }

  /**
   * Returns the bytes of the graph, the same for the same weights.
   *
   * @param weights the trained numbers
   * @param featureCount feature ids F of a token
   */
  public static byte[] write(RecurrentWeights weights, int featureCount) {
    return new RecurrentGraphWriter(weights, featureCount).write();
  }

  private byte[] write() {
    String wordIds = graph.input(RecurrentGraph.WORD_IDS, INT64, rows, tokens);
    String lengths = graph.input(RecurrentGraph.LENGTHS, INT32, rows);
    String x = embeddings(wordIds); // [T,B,D]
    String h = forwardLayers(x, lengths); // [T,B,H]
    String g = backwardLayers(graph.concat(2, x, h), lengths); // [T,B,H]
    String both = graph.concat(2, h, g); // [T,B,2H]
    if (weights.slots() != null) {
      String logits = dense("slots", weights.slots(), both);
      graph.output(
          RecurrentGraph.TAG_LOGITS,
          graph.transpose(logits, 1, 0, 2),
          rows,
          tokens,
          Dimension.of(weights.slots().bias().length));
    }
    if (weights.classes() != null) {
      graph.output(
          RecurrentGraph.CLASS_LOGITS,
          classLogits(weights.classes(), both, tokenMask(wordIds, lengths)),
          rows,
          Dimension.of(weights.classes().classes().bias().length));
    }
    graph.metadata(RecurrentGraph.WORD_ROWS, Integer.toString(weights.words().rows()));
    graph.metadata(RecurrentGraph.FEATURE_ROWS, Integer.toString(weights.features().rows()));
    graph.metadata(RecurrentGraph.CHARACTER_ROWS, Integer.toString(weights.characters().rows()));
    return graph.toBytes();
  }

  /** What stands for each token, [T,B,D]. */
  private String embeddings(String wordIds) {
    String featureIds =
        graph.input(RecurrentGraph.FEATURE_IDS, INT64, rows, tokens, Dimension.of(featureCount));
    String words =
        graph.apply(
            "Gather", graph.matrix("words", weights.words()), graph.transpose(wordIds, 1, 0));
    String hashed =
        graph.apply(
            "Gather",
            graph.matrix("features", weights.features()),
            graph.transpose(featureIds, 1, 0, 2)); // [T,B,F,d]
    String width =
        graph.longs("features.shape", 0, 0, (long) featureCount * weights.features().columns());
    return graph.concat(2, words, graph.apply("Reshape", hashed, width), spelling());
  }

  private String spelling() {
    String batch =
        graph.input(
            RecurrentGraph.CHARACTER_IDS, INT64, rows, tokens, Dimension.named("characters"));
    String ids = graph.transpose(batch, 1, 0, 2); // [T,B,W]
    return new CharacterConvolution(graph, weights.characters(), weights.convolution()).of(ids);
  }

  private String forwardLayers(String x, String lengths) {
    int layers = weights.forward().size();
    Dimension layerCount = Dimension.of(layers);
    Dimension hiddenSize = Dimension.of(weights.hiddenSize());
    String initialHidden =
        graph.input(RecurrentGraph.INITIAL_HIDDEN, FLOAT, layerCount, rows, hiddenSize);
    String initialCell =
        graph.input(RecurrentGraph.INITIAL_CELL, FLOAT, layerCount, rows, hiddenSize);
    List<String> finalHidden = new ArrayList<>();
    List<String> finalCell = new ArrayList<>();
    String values = x;
    for (int layer = 0; layer < layers; layer++) {
      String name = "forward." + layer;
      String row = graph.longs(name + ".row", layer);
      LstmLayer.Output output =
          new LstmLayer(graph, name, weights.forward().get(layer))
              .add(
                  LstmLayer.Direction.FORWARD,
                  values,
                  lengths,
                  graph.apply("Gather", initialHidden, row),
                  graph.apply("Gather", initialCell, row));
      values = output.hidden();
      finalHidden.add(output.lastHidden());
      finalCell.add(output.lastCell());
    }
    graph.output(
        RecurrentGraph.FINAL_HIDDEN,
        graph.concat(0, finalHidden.toArray(String[]::new)),
        layerCount,
        rows,
        hiddenSize);
    graph.output(
        RecurrentGraph.FINAL_CELL,
        graph.concat(0, finalCell.toArray(String[]::new)),
        layerCount,
        rows,
        hiddenSize);
    return values;
  }

  private String backwardLayers(String x, String lengths) {
    String values = x;
    for (int layer = 0; layer < weights.backward().size(); layer++) {
      values =
          new LstmLayer(graph, "backward." + layer, weights.backward().get(layer))
              .add(LstmLayer.Direction.BACKWARD, values, lengths)
              .hidden();
    }
    return values;
  }

  /** True for the tokens of a row, false for its padding, [T,B,1]. */
  private String tokenMask(String wordIds, String lengths) {
    String count =
        graph.apply("Gather", graph.apply("Shape", wordIds), graph.longs("tokens.dimension", 1));
    String scalar = graph.apply("Squeeze", count);
    String last = graph.node("Cast", scalar).attribute("to", number(INT32)).add();
    String positions =
        graph.apply("Range", graph.intScalar("zero", 0), last, graph.intScalar("one", 1));
    String column = graph.apply("Unsqueeze", positions, graph.longs("positions.axes", 1)); // [T,1]
    String mask = graph.apply("Less", column, lengths); // [T,B]
    return graph.apply("Unsqueeze", mask, graph.longs("mask.axes", 2));
  }

  private String classLogits(RecurrentWeights.ClassHead head, String both, String mask) {
    int width = head.query().length;
    String projected = graph.apply("Tanh", dense("attention", head.projection(), both));
    String query = graph.floats("attention.query", head.query(), width, 1);
    String scores =
        graph.apply(
            "Where",
            mask,
            graph.apply("MatMul", projected, query),
            graph.floats("attention.none", new float[] {FAR_BELOW_ANY_SCORE})); // [T,B,1]
    String highest =
        graph.node("ReduceMax", scores).attributes("axes", 0).attribute("keepdims", 1).add();
    String present = graph.node("Cast", mask).attribute("to", number(FLOAT)).add();
    String weight =
        graph.apply("Mul", graph.apply("Exp", graph.apply("Sub", scores, highest)), present);
    String pooled =
        graph.apply(
            "Div",
            sumOverTokens(graph.apply("Mul", both, weight)),
            sumOverTokens(weight)); // [B,2H]
    return dense("classes", head.classes(), pooled);
  }

  private String sumOverTokens(String values) {
    return graph
        .node("ReduceSum", values, graph.longs("sum.axes." + values, 0))
        .attribute("keepdims", 0)
        .add();
  }

  private String dense(String name, RecurrentWeights.Dense dense, String x) {
    String weight = graph.matrix(name + ".weight", dense.weight().transposed());
    String bias = graph.floats(name + ".bias", dense.bias(), dense.bias().length);
    return graph.apply("Add", graph.apply("MatMul", x, weight), bias);
  }

  private static int number(DataType type) {
    return type.getNumber();
  }
}
