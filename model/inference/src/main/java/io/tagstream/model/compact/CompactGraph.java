package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites ONNX graphs such that their large matrices take less room. The graph computes in single
 * precision as before, so a row still says the same alone and in any batch: ONNX Runtime makes the
 * matrices of products anew when it loads the graph, and of tables only the rows that are read.
 * Biases, norms and small matrices stay as they are.
 */
public final class CompactGraph {
  /** Smaller matrices are not worth the words. */
  private static final int LEAST_NUMBERS = 256;

  /** The version of ONNX's format from which on constants need not be inputs. */
  private static final int CONSTANTS_ALONE = 4;

  /** Types of matrices that were made smaller already. */
  private static final List<TensorProto.DataType> SMALLER =
      List.of(
          TensorProto.DataType.INT8,
          TensorProto.DataType.UINT8,
          TensorProto.DataType.FLOAT16,
          TensorProto.DataType.BFLOAT16);

  private static final Set<String> PRODUCTS = Set.of("MatMul", "FusedMatMul", "Gemm", "Attention");

  private CompactGraph() {}

  /**
   * Returns a graph that stores its matrices in another way.
   *
   * @param graph an ONNX model with its weights inside, in single precision
   * @throws IOException if it is none, stores its matrices smaller already, or has none that is
   *     large and would be stored otherwise; the message says what was expected and found and what
   *     to do
   */
  public static byte[] store(byte[] graph, WeightStorage storage) throws IOException {
    ModelProto model = read(graph);
    verifySingle(model.getGraph());
    if (storage == WeightStorage.FP32) {
      return graph;
    }
    ModelProto stored = stored(model, model.getGraph(), storage);
    if (stored.getGraph().getNodeCount() == model.getGraph().getNodeCount()) {
      throw new IOException(
          "expected matrices of at least %d numbers to store as %s, found none; leave it as it is"
              .formatted(LEAST_NUMBERS, storage.name().toLowerCase(Locale.ROOT)));
    }
    return stored.toByteArray();
  }

  /** What was rounded once would be rounded again, or stay as it is and be called otherwise. */
  private static void verifySingle(GraphProto graph) throws IOException {
    for (TensorProto.DataType smaller : SMALLER) {
      long found =
          graph.getInitializerList().stream()
              .filter(tensor -> isLargeMatrix(tensor, smaller))
              .count();
      if (found > 0) {
        throw new IOException(
            "expected matrices in single precision, found %d that are stored as %s already; take the model that this one was made of"
                .formatted(found, smaller.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  /** Returns a model with another graph, the matrices of which are stored in another way. */
  static ModelProto stored(ModelProto model, GraphProto graph, WeightStorage storage)
      throws IOException {
    return model.toBuilder().setGraph(stored(graph, storage)).build();
  }

  private static GraphProto stored(GraphProto graph, WeightStorage storage) throws IOException {
    GraphProto.Builder rewritten = graph.toBuilder().clearInitializer().clearNode();
    StoredWeights weights = new StoredWeights(rewritten, storage);
    Map<String, Use> uses = uses(graph);
    Set<String> tables = new HashSet<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      Use use = isLargeMatrix(tensor) ? uses.get(tensor.getName()) : null;
      if (use == Use.PRODUCT) {
        weights.addMatrix(WeightTensor.of(tensor));
      } else if (use == Use.TABLE) {
        weights.addTable(WeightTensor.of(tensor));
        tables.add(tensor.getName());
      } else {
        rewritten.addInitializer(tensor);
      }
    }
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Gather") && tables.contains(node.getInput(0))) {
        weights.addRows(node);
      } else {
        rewritten.addNode(node);
      }
    }
    return rewritten.build();
  }

  static ModelProto read(byte[] graph) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(graph);
    input.enableAliasing(true);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(input);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(
          "expected a graph in the format of ONNX, found '%s'; export it again"
              .formatted(e.getMessage()),
          e);
    }
    return model.getIrVersion() < CONSTANTS_ALONE ? withoutConstantInputs(model) : model;
  }

  /**
   * In old graphs every initializer is an input as well, which a caller may replace; one that is
   * stored otherwise could not be.
   */
  private static ModelProto withoutConstantInputs(ModelProto model) {
    GraphProto graph = model.getGraph();
    Set<String> constants = new HashSet<>();
    graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
    GraphProto.Builder without = graph.toBuilder().clearInput();
    graph.getInputList().stream()
        .filter(value -> !constants.contains(value.getName()))
        .forEach(without::addInput);
    return model.toBuilder().setIrVersion(CONSTANTS_ALONE).setGraph(without).build();
  }

  static boolean isLargeMatrix(TensorProto tensor) {
    return isLargeMatrix(tensor, TensorProto.DataType.FLOAT);
  }

  private static boolean isLargeMatrix(TensorProto tensor, TensorProto.DataType type) {
    return tensor.getDataType() == type.getNumber()
        && tensor.getDimsCount() == 2
        && isSize(tensor.getDims(0))
        && isSize(tensor.getDims(1))
        && tensor.getDims(0) * tensor.getDims(1) >= LEAST_NUMBERS
        && tensor.getDims(0) * tensor.getDims(1) <= Integer.MAX_VALUE;
  }

  private static boolean isSize(long dimension) {
    return dimension > 0 && dimension <= Integer.MAX_VALUE;
  }

  /** What a graph does with a matrix. */
  private enum Use {
    /** It is multiplied with something, whatever else is done with it. */
    PRODUCT,
    /** Rows of it are read, and nothing else. */
    TABLE,
    /** Anything else. */
    OTHER;

    Use and(Use other) {
      return this == PRODUCT || other == PRODUCT ? PRODUCT : this == other ? this : OTHER;
    }
  }

  /** Returns what is done with each input of a node, by its name. */
  private static Map<String, Use> uses(GraphProto graph) {
    Map<String, Use> uses = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        uses.merge(node.getInput(i), use(node, i), Use::and);
      }
    }
    graph.getOutputList().forEach(output -> uses.put(output.getName(), Use.OTHER));
    return uses;
  }

  private static Use use(NodeProto node, int input) {
    if (input == 1 && PRODUCTS.contains(node.getOpType())) {
      return Use.PRODUCT;
    }
    boolean rows =
        input == 0
            && node.getOpType().equals("Gather")
            && node.getAttributeList().stream()
                .noneMatch(
                    attribute -> attribute.getName().equals("axis") && attribute.getI() != 0);
    return rows ? Use.TABLE : Use.OTHER;
  }
}
