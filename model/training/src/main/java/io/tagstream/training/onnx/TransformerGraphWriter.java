package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.BOOL;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT32;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import io.tagstream.model.compact.WeightStorage;
import io.tagstream.training.transformer.weights.BertNames;
import io.tagstream.training.transformer.weights.BertNames.LayerPart;
import io.tagstream.training.transformer.weights.TransformerShape;
import io.tagstream.training.transformer.weights.TransformerWeights;

/**
 * Writes a transformer and its heads as an ONNX graph. Blocks are the fused operators of ONNX
 * Runtime (domain {@code com.microsoft}), which compute what the blocks of training compute; a row
 * gives the same bits alone and in a padded batch. All pieces are in segment 0.
 *
 * <p>Inputs are {@code input_ids} and {@code attention_mask}, int64 [B,P]; outputs {@code
 * tag_logits} [B,P,K] and {@code class_logits} [B,C], those of the heads that are there.
 */
public final class TransformerGraphWriter {
  private static final String FUSED = "com.microsoft";
  private static final String INPUT_IDS = "input_ids";
  private static final String ATTENTION_MASK = "attention_mask";

  private final OnnxGraph graph = new OnnxGraph("transformer");
  private final TransformerWeights weights;
  private final TransformerShape shape;
  private final StoredMatrices matrices;

  private TransformerGraphWriter(TransformerWeights weights, WeightStorage storage) {
    this.weights = weights;
    shape = weights.shape();
    matrices = new StoredMatrices(graph, storage);
  }

  /** Returns the graph, the same bytes for the same weights. */
  public static byte[] write(TransformerGraphWeights weights, WeightStorage storage) {
    TransformerGraphWriter writer = new TransformerGraphWriter(weights.encoder(), storage);
    return writer.write(weights);
  }

  private byte[] write(TransformerGraphWeights all) {
    String ids =
        graph.input(INPUT_IDS, INT64, RecurrentGraphWriter.ROWS, RecurrentGraphWriter.TOKENS);
    String mask =
        graph.input(ATTENTION_MASK, INT64, RecurrentGraphWriter.ROWS, RecurrentGraphWriter.TOKENS);
    String present = graph.node("Cast", mask).attribute("to", INT32.getNumber()).add();
    String x = embeddings(ids);
    for (int layer = 0; layer < shape.layers(); layer++) {
      x = layer(layer, x, present);
    }
    // The heads add over pieces row after row: padding adds zeros at the end.
    String hidden = graph.transpose(x, 1, 0, 2); // [P,B,H]
    if (all.slots() != null) {
      new SlotHeadWriter(graph, all.slots()).add(hidden, null);
    }
    if (all.classes() != null) {
      ClassHeadWriter classes = new ClassHeadWriter(graph, all.classes());
      String pieces = graph.node("Cast", mask).attribute("to", BOOL.getNumber()).add();
      String first = graph.transpose(pieces, 1, 0); // [P,B]
      String column = graph.apply("Unsqueeze", first, graph.longs("mask.axis", 2)); // [P,B,1]
      classes.output(classes.add(hidden, column));
    }
    return graph.toBytes();
  }

  /** The sum of the tables under a layer norm, [B,P,H]. */
  private String embeddings(String ids) {
    String pieces =
        matrices.rows(
            BertNames.PIECES,
            new Matrix(shape.vocabulary(), shape.hidden(), weights.values(BertNames.PIECES)),
            ids);
    String length =
        graph.apply("Gather", graph.apply("Shape", ids), graph.longs("pieces.dimension", 1));
    String count = graph.apply("Squeeze", length);
    String places =
        graph.apply(
            "Range", graph.longScalar("place.first", 0), count, graph.longScalar("place.step", 1));
    String positions = matrices.rows(BertNames.POSITIONS, positions(), places); // [P,H]
    return graph
        .node(
            "LayerNormalization",
            graph.apply("Add", pieces, positions),
            vector(BertNames.weight(BertNames.EMBEDDING_NORM)),
            vector(BertNames.bias(BertNames.EMBEDDING_NORM)))
        .real("epsilon", shape.layerNormEpsilon())
        .add();
  }

  /** The table of positions; that of segments is added to it, for all are in the first. */
  private Matrix positions() {
    float[] values = weights.values(BertNames.POSITIONS).clone();
    if (shape.segments() > 0) {
      float[] segments = weights.values(BertNames.SEGMENTS);
      for (int i = 0; i < values.length; i++) {
        values[i] += segments[i % shape.hidden()];
      }
    }
    return new Matrix(shape.positions(), shape.hidden(), values);
  }

  private String layer(int layer, String x, String mask) {
    String attention =
        graph
            .node(
                "Attention",
                x,
                matrices.matrix("layer." + layer + ".attention", joinedWeights(layer)),
                graph.floats(
                    "layer." + layer + ".attention.bias", joinedBiases(layer), 3L * shape.hidden()),
                mask)
            .domain(FUSED)
            .attribute("num_heads", shape.heads())
            .add();
    String read = graph.apply("MatMul", attention, matrix(LayerPart.ATTENTION_OUTPUT.in(layer)));
    String between =
        residual(read, x, LayerPart.ATTENTION_OUTPUT.in(layer), LayerPart.ATTENTION_NORM.in(layer));
    String inner = LayerPart.INTERMEDIATE.in(layer);
    String made =
        graph
            .node(
                "BiasGelu",
                graph.apply("MatMul", between, matrix(inner)),
                vector(BertNames.bias(inner)))
            .domain(FUSED)
            .add();
    String outer = LayerPart.OUTPUT.in(layer);
    String said = graph.apply("MatMul", made, matrix(outer));
    return residual(said, between, outer, LayerPart.OUTPUT_NORM.in(layer));
  }

  /** What a block made, with its bias, and what goes round it, under a layer norm. */
  private String residual(String made, String x, String block, String norm) {
    return graph
        .node(
            "SkipLayerNormalization",
            made,
            x,
            vector(BertNames.weight(norm)),
            vector(BertNames.bias(norm)),
            vector(BertNames.bias(block)))
        .domain(FUSED)
        .real("epsilon", shape.layerNormEpsilon())
        .add();
  }

  /** Weights of query, key and value side by side, [H,3H]. */
  private Matrix joinedWeights(int layer) {
    int hidden = shape.hidden();
    float[] joined = new float[hidden * 3 * hidden];
    int part = 0;
    for (LayerPart from : new LayerPart[] {LayerPart.QUERY, LayerPart.KEY, LayerPart.VALUE}) {
      float[] values = weights.values(BertNames.weight(from.in(layer)));
      for (int out = 0; out < hidden; out++) {
        for (int in = 0; in < hidden; in++) {
          joined[in * 3 * hidden + part * hidden + out] = values[out * hidden + in];
        }
      }
      part++;
    }
    return new Matrix(hidden, 3 * hidden, joined);
  }

  private float[] joinedBiases(int layer) {
    int hidden = shape.hidden();
    float[] joined = new float[3 * hidden];
    int part = 0;
    for (LayerPart from : new LayerPart[] {LayerPart.QUERY, LayerPart.KEY, LayerPart.VALUE}) {
      float[] bias = weights.values(BertNames.bias(from.in(layer)));
      System.arraycopy(bias, 0, joined, part * hidden, hidden);
      part++;
    }
    return joined;
  }

  /** Adds the weight of a linear layer, [in,out]. */
  private String matrix(String part) {
    float[] values = weights.values(BertNames.weight(part));
    int out = weights.values(BertNames.bias(part)).length;
    return matrices.matrix(part, new Matrix(out, values.length / out, values).transposed());
  }

  /** Adds a vector under its name. */
  private String vector(String name) {
    float[] values = weights.values(name);
    return graph.floats(name, values, values.length);
  }
}
