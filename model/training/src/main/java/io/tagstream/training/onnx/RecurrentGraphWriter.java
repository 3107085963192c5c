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
  private static final int BEFORE = 0;
  private static final int ITSELF = 1;
  private static final int AFTER = 2;
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
    String g = backwardLayers(concat(2, x, h), lengths); // [T,B,H]
    String both = concat(2, h, g); // [T,B,2H]
    if (weights.slots() != null) {
      String logits = dense("slots", weights.slots(), both);
      graph.output(
          RecurrentGraph.TAG_LOGITS,
          transpose(logits, 1, 0, 2),
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
    String words = gather(table("words", weights.words()), transpose(wordIds, 1, 0));
    String hashed =
        gather(table("features", weights.features()), transpose(featureIds, 1, 0, 2)); // [T,B,F,d]
    String width =
        graph.longs("features.shape", 0, 0, (long) featureCount * weights.features().columns());
    return concat(2, words, graph.apply("Reshape", hashed, width), spelling());
  }

  /**
   * The character convolution, [T,B,filters]. A convolution over an embedding is a sum of table
   * rows once each table is multiplied by the filters, which is done here, at export: cheaper than
   * multiplying at run time, and without a product whose order of summation could vary.
   */
  private String spelling() {
    String batch =
        graph.input(
            RecurrentGraph.CHARACTER_IDS, INT64, rows, tokens, Dimension.named("characters"));
    String ids = transpose(batch, 1, 0, 2); // [T,B,W]
    String padded =
        graph.apply("Pad", ids, graph.longs("characters.padding", 0, 0, 1, 0, 0, 1)); // [T,B,W+2]
    String axis = graph.longs("characters.axis", 2);
    String before =
        graph.apply(
            "Slice", padded, graph.longs("before.begin", 0), graph.longs("before.end", -2), axis);
    String after =
        graph.apply(
            "Slice",
            padded,
            graph.longs("after.begin", 2),
            graph.longs("after.end", Long.MAX_VALUE),
            axis);
    String sum =
        graph.apply(
            "Add",
            graph.apply(
                "Add",
                gather(table("characters.before", filtered(BEFORE)), before),
                gather(table("characters.itself", filtered(ITSELF)), ids)),
            gather(table("characters.after", filtered(AFTER)), after)); // [T,B,W,filters]
    String present =
        graph.node("Cast", graph.apply("Sign", ids)).attribute("to", number(FLOAT)).add();
    String mask = graph.apply("Unsqueeze", present, graph.longs("characters.mask.axis", 3));
    // A rectified number is never below the zero that stands for padding.
    String kept = graph.apply("Mul", graph.apply("Relu", sum), mask);
    return graph.node("ReduceMax", kept).attributes("axes", 2).attribute("keepdims", 0).add();
  }

  /**
   * The character table times the filters at one of their three positions, [characters,filters].
   */
  private Matrix filtered(int position) {
    Matrix characters = weights.characters();
    Matrix filters = weights.convolution().weight();
    int width = characters.columns();
    float[] product = new float[characters.rows() * filters.rows()];
    for (int character = 0; character < characters.rows(); character++) {
      for (int filter = 0; filter < filters.rows(); filter++) {
        double sum = position == ITSELF ? weights.convolution().bias()[filter] : 0;
        for (int i = 0; i < width; i++) {
          sum += (double) characters.at(character, i) * filters.at(filter, position * width + i);
        }
        product[character * filters.rows() + filter] = (float) sum;
      }
    }
    return new Matrix(characters.rows(), filters.rows(), product);
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
      List<String> outputs =
          lstm(
              name,
              weights.forward().get(layer),
              "forward",
              List.of(values, lengths, gather(initialHidden, row), gather(initialCell, row)));
      values = outputs.get(0);
      finalHidden.add(outputs.get(1));
      finalCell.add(outputs.get(2));
    }
    graph.output(RecurrentGraph.FINAL_HIDDEN, concat(0, finalHidden), layerCount, rows, hiddenSize);
    graph.output(RecurrentGraph.FINAL_CELL, concat(0, finalCell), layerCount, rows, hiddenSize);
    return values;
  }

  private String backwardLayers(String x, String lengths) {
    String values = x;
    for (int layer = 0; layer < weights.backward().size(); layer++) {
      values =
          lstm(
                  "backward." + layer,
                  weights.backward().get(layer),
                  "reverse",
                  List.of(values, lengths))
              .get(0);
    }
    return values;
  }

  /**
   * One LSTM layer.
   *
   * @param inputs the values [T,B,in], the lengths [B] and, if any, the initial hidden and cell
   *     state [1,B,H]
   * @return the hidden state at every token [T,B,H], and the last hidden and cell state [1,B,H]
   */
  private List<String> lstm(
      String name, RecurrentWeights.Lstm lstm, String direction, List<String> inputs) {
    int hiddenSize = lstm.hiddenSize();
    Matrix input = lstm.input();
    float[] bias = new float[8 * hiddenSize];
    System.arraycopy(gates(lstm.inputBias()), 0, bias, 0, 4 * hiddenSize);
    System.arraycopy(gates(lstm.recurrentBias()), 0, bias, 4 * hiddenSize, 4 * hiddenSize);
    List<String> all = new ArrayList<>();
    all.add(inputs.get(0));
    all.add(graph.floats(name + ".w", gates(input.values()), 1, input.rows(), input.columns()));
    all.add(
        graph.floats(name + ".r", gates(lstm.recurrent().values()), 1, input.rows(), hiddenSize));
    all.add(graph.floats(name + ".b", bias, 1, bias.length));
    all.addAll(inputs.subList(1, inputs.size()));
    List<String> outputs =
        new ArrayList<>(
            graph
                .node("LSTM", all.toArray(String[]::new))
                .attribute("hidden_size", hiddenSize)
                .attribute("direction", direction)
                .add(3));
    String directionAxis = graph.longs(name + ".axis", 1);
    outputs.set(0, graph.apply("Squeeze", outputs.get(0), directionAxis));
    return outputs;
  }

  /** Brings gates from torch's order (input, forget, cell, output) to ONNX's (i, o, f, c). */
  private static float[] gates(float[] torch) {
    int block = torch.length / 4;
    float[] onnx = new float[torch.length];
    System.arraycopy(torch, 0, onnx, 0, block);
    System.arraycopy(torch, 3 * block, onnx, block, block);
    System.arraycopy(torch, block, onnx, 2 * block, 2 * block);
    return onnx;
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
    String weight = table(name + ".weight", dense.weight().transposed());
    String bias = graph.floats(name + ".bias", dense.bias(), dense.bias().length);
    return graph.apply("Add", graph.apply("MatMul", x, weight), bias);
  }

  private String table(String name, Matrix matrix) {
    return graph.floats(name, matrix.values(), matrix.rows(), matrix.columns());
  }

  private String gather(String table, String ids) {
    return graph.apply("Gather", table, ids);
  }

  private String transpose(String values, long... order) {
    return graph.node("Transpose", values).attributes("perm", order).add();
  }

  private String concat(int axis, String... values) {
    return graph.node("Concat", values).attribute("axis", axis).add();
  }

  private String concat(int axis, List<String> values) {
    return concat(axis, values.toArray(String[]::new));
  }

  private static int number(DataType type) {
    return type.getNumber();
  }
}
