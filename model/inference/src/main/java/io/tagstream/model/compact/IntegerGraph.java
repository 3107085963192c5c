package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.tagstream.model.compact.WeightTensor.Int8;
import io.tagstream.model.compact.WeightTensor.Scales;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rewrites ONNX graphs such that products with large matrices are computed in 8-bit integers: the
 * matrix has a scale for each column, what it is multiplied with one that is found while the graph
 * runs ({@code DynamicQuantizeLinear} and {@code MatMulInteger} of ONNX). That scale depends on all
 * rows of a batch, so a row does not say the same alone and in a batch, and models differ from the
 * ones they were made of.
 */
public final class IntegerGraph {
  private final GraphProto.Builder graph;
  private final Map<String, TensorProto> matrices = new HashMap<>();

  /** What has been made integers already, by its name. */
  private final Set<String> inputs = new HashSet<>();

  private final Set<String> weights = new HashSet<>();

  private IntegerGraph(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /**
   * Returns a graph that computes its large products in integers. Tables are stored as integers,
   * too.
   *
   * @param graph an ONNX model in single precision with its weights inside
   * @throws IOException if it is none, or none of its products has a large matrix
   */
  public static byte[] of(byte[] graph) throws IOException {
    ModelProto model = CompactGraph.read(graph);
    GraphProto.Builder rewritten = model.getGraph().toBuilder();
    rewritten.clearInitializer().clearNode();
    new IntegerGraph(rewritten).rewrite(model.getGraph());
    return CompactGraph.store(
        model.toBuilder().setGraph(rewritten).build().toByteArray(), WeightStorage.INT8);
  }

  private void rewrite(GraphProto original) throws IOException {
    original.getInitializerList().stream()
        .filter(CompactGraph::isLargeMatrix)
        .forEach(tensor -> matrices.put(tensor.getName(), tensor));
    for (NodeProto node : original.getNodeList()) {
      boolean product = node.getOpType().equals("MatMul") && matrices.containsKey(node.getInput(1));
      if (product) {
        addIntegers(node);
      } else {
        graph.addNode(node);
      }
    }
    if (weights.isEmpty()) {
      throw new IOException(
          "expected products with matrices of single precision (MatMul), found none; pack the"
              + " graph as it was exported");
    }
    Set<String> read = new HashSet<>();
    graph.getNodeList().forEach(node -> read.addAll(node.getInputList()));
    original.getInitializerList().stream()
        .filter(tensor -> read.contains(tensor.getName()) || !weights.contains(tensor.getName()))
        .forEach(graph::addInitializer);
  }

  /** Puts integers and two scales in the place of a product. */
  private void addIntegers(NodeProto product) {
    String input = product.getInput(0);
    String matrix = product.getInput(1);
    if (inputs.add(input)) {
      graph.addNode(
          node("DynamicQuantizeLinear", input + "/quantize")
              .addInput(input)
              .addOutput(input + "/int8")
              .addOutput(input + "/scale")
              .addOutput(input + "/zero"));
    }
    if (weights.add(matrix)) {
      WeightTensor tensor = WeightTensor.of(Objects.requireNonNull(matrices.get(matrix)));
      Int8 int8 = tensor.toInt8(Scales.COLUMNS);
      graph.addInitializer(StoredWeights.int8s(matrix + "/int8", int8, tensor));
      graph.addInitializer(
          StoredWeights.floats(matrix + "/scale", int8.scales(), tensor.columns()));
    }
    String output = product.getOutput(0);
    graph.addNode(
        node("MatMulInteger", output + "/product")
            .addInput(input + "/int8")
            .addInput(matrix + "/int8")
            .addInput(input + "/zero")
            .addOutput(output + "/int32"));
    graph.addNode(StoredWeights.cast(output + "/int32", output + "/float"));
    graph.addNode(
        node("Mul", output + "/scales")
            .addInput(input + "/scale")
            .addInput(matrix + "/scale")
            .addOutput(output + "/scales"));
    graph.addNode(
        node("Mul", output + "/scaled")
            .addInput(output + "/float")
            .addInput(output + "/scales")
            .addOutput(output));
  }

  private static NodeProto.Builder node(String type, String name) {
    return NodeProto.newBuilder().setOpType(type).setName(name);
  }
}
