package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites ONNX graphs such that products with large matrices are computed in 8-bit integers: the
 * matrix has a scale for each column, what it is multiplied with one that is found while the graph
 * runs ({@code DynamicQuantizeLinear} and {@code MatMulInteger} of ONNX). That scale depends on all
 * rows of a batch, so a row does not say the same alone and in a batch, and models differ from the
 * ones they were made of. Matrices that are stored as integers already are taken as they are.
 */
public final class IntegerGraph {
  private final GraphProto original;
  private final GraphProto.Builder graph;
  private final Map<String, TensorProto> initializers = new HashMap<>();
  private final Map<String, NodeProto> makers = new HashMap<>();

  /** What has been made integers already, by its name. */
  private final Set<String> inputs = new HashSet<>();

  private final Map<String, Integers> matrices = new HashMap<>();

  /**
   * A matrix in integers.
   *
   * @param values name of the initializer of its numbers, INT8 [in,out]
   * @param scales name of that of its scales, FLOAT [out]
   */
  private record Integers(String values, String scales) {}

  private IntegerGraph(GraphProto original) {
    this.original = original;
    graph = original.toBuilder().clearInitializer().clearNode();
    original.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
    for (NodeProto node : original.getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
  }

  /**
   * Returns a graph that computes its large products in integers. Tables are stored as integers,
   * too.
   *
   * @param graph an ONNX model with its weights inside
   * @throws IOException if it is none, or none of its products has a large matrix
   */
  public static byte[] of(byte[] graph) throws IOException {
    ModelProto model = CompactGraph.read(graph);
    GraphProto rewritten = new IntegerGraph(model.getGraph()).rewritten();
    return CompactGraph.stored(model, rewritten, WeightStorage.INT8).toByteArray();
  }

  private GraphProto rewritten() throws IOException {
    for (NodeProto node : original.getNodeList()) {
      Integers matrix = node.getOpType().equals("MatMul") ? matrix(node.getInput(1)) : null;
      if (matrix == null) {
        graph.addNode(node);
      } else {
        addIntegers(node, matrix);
      }
    }
    if (matrices.isEmpty()) {
      throw new IOException(
          "expected products with large matrices (MatMul), found none; pack the graph as it was"
              + " exported");
    }
    Set<String> read = new HashSet<>();
    graph.getNodeList().forEach(node -> read.addAll(node.getInputList()));
    original.getInitializerList().stream()
        .filter(
            tensor -> read.contains(tensor.getName()) || !matrices.containsKey(tensor.getName()))
        .forEach(graph::addInitializer);
    return graph.build();
  }

  /** Returns a matrix in integers, made if need be; null if it is no large constant. */
  private @Nullable Integers matrix(String name) throws IOException {
    Integers known = matrices.get(name);
    if (known == null) {
      TensorProto tensor = initializers.get(name);
      known = tensor == null ? stored(name) : made(tensor);
      if (known != null) {
        matrices.put(name, known);
      }
    }
    return known;
  }

  private @Nullable Integers made(TensorProto tensor) throws IOException {
    if (!CompactGraph.isLargeMatrix(tensor)) {
      return null;
    }
    Int8Matrix int8 = WeightTensor.of(tensor).toInt8();
    Integers made = new Integers(tensor.getName() + "/int8", tensor.getName() + "/scales");
    graph.addInitializer(StoredWeights.int8s(made.values(), int8));
    graph.addInitializer(StoredWeights.scales(made.scales(), int8));
    return made;
  }

  /** Returns the integers that a matrix is made of by a cast and a product with its scales. */
  private @Nullable Integers stored(String name) {
    NodeProto product = makers.get(name);
    NodeProto cast =
        product == null || !product.getOpType().equals("Mul")
            ? null
            : makers.get(product.getInput(0));
    if (product == null || cast == null || !cast.getOpType().equals("Cast")) {
      return null;
    }
    TensorProto values = initializers.get(cast.getInput(0));
    TensorProto scales = initializers.get(product.getInput(1));
    boolean integers =
        values != null
            && scales != null
            && values.getDataType() == TensorProto.DataType.INT8.getNumber()
            && values.getDimsCount() == 2
            && scales.getDimsCount() == 1
            && scales.getDims(0) == values.getDims(1);
    return integers ? new Integers(cast.getInput(0), product.getInput(1)) : null;
  }

  /** Puts integers and two scales in the place of a product. */
  private void addIntegers(NodeProto product, Integers matrix) {
    String input = product.getInput(0);
    if (inputs.add(input)) {
      graph.addNode(
          node("DynamicQuantizeLinear", input + "/quantize")
              .addInput(input)
              .addOutput(input + "/int8")
              .addOutput(input + "/scale")
              .addOutput(input + "/zero"));
    }
    String output = product.getOutput(0);
    graph.addNode(
        node("MatMulInteger", output + "/product")
            .addInput(input + "/int8")
            .addInput(matrix.values())
            .addInput(input + "/zero")
            .addOutput(output + "/int32"));
    graph.addNode(StoredWeights.cast(output + "/int32", output + "/float"));
    graph.addNode(
        node("Mul", output + "/scaling")
            .addInput(input + "/scale")
            .addInput(matrix.scales())
            .addOutput(output + "/factors"));
    graph.addNode(
        node("Mul", output + "/scaled")
            .addInput(output + "/float")
            .addInput(output + "/factors")
            .addOutput(output));
  }

  private static NodeProto.Builder node(String type, String name) {
    return NodeProto.newBuilder().setOpType(type).setName(name);
  }
}
