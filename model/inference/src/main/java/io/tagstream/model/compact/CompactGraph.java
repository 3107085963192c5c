package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import io.tagstream.model.compact.WeightTensor.Scales;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Rewrites ONNX graphs such that their large matrices take less room. The graph computes in single
 * precision as before: ONNX Runtime makes the matrices anew when it loads the graph, so a row still
 * says the same alone and in any batch. Biases, norms and small matrices stay as they are.
 */
public final class CompactGraph {
  /** Smaller matrices are not worth the words. */
  private static final int LEAST_NUMBERS = 256;

  private CompactGraph() {}

  /**
   * Returns a graph that stores its matrices in another way.
   *
   * @param graph an ONNX model with its weights inside
   * @throws IOException if it is none
   */
  public static byte[] store(byte[] graph, WeightStorage storage) throws IOException {
    if (storage == WeightStorage.FP32) {
      return graph;
    }
    ModelProto model = read(graph);
    GraphProto.Builder rewritten = model.getGraph().toBuilder();
    rewritten.clearInitializer().clearNode();
    Map<String, Scales> scales = scales(model.getGraph());
    StoredWeights stored = new StoredWeights(rewritten);
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      Scales by = scales.get(tensor.getName());
      if (by == null || !isLargeMatrix(tensor)) {
        rewritten.addInitializer(tensor);
      } else if (storage == WeightStorage.FP16) {
        stored.addHalves(WeightTensor.of(tensor));
      } else {
        stored.addInt8(WeightTensor.of(tensor), by);
      }
    }
    // What is made of weights comes first, for nodes stand in the order they are computed.
    rewritten.addAllNode(model.getGraph().getNodeList());
    return model.toBuilder().setGraph(rewritten).build().toByteArray();
  }

  static ModelProto read(byte[] graph) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(graph);
    input.enableAliasing(true);
    return ModelProto.parseFrom(input);
  }

  static boolean isLargeMatrix(TensorProto tensor) {
    return tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
        && tensor.getDimsCount() == 2
        && tensor.getDims(0) * tensor.getDims(1) >= LEAST_NUMBERS;
  }

  /**
   * Returns by the name of an initializer whether its numbers belong together in columns, as those
   * of a product do that make one output, or in rows, as those of a table do.
   */
  private static Map<String, Scales> scales(GraphProto graph) {
    Map<String, Scales> scales = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      switch (node.getOpType()) {
        case "Gather" -> scales.putIfAbsent(node.getInput(0), Scales.ROWS);
        case "Gemm" ->
            scales.putIfAbsent(node.getInput(1), isTransposed(node) ? Scales.ROWS : Scales.COLUMNS);
        case "MatMul", "FusedMatMul", "Attention" ->
            scales.putIfAbsent(node.getInput(1), Scales.COLUMNS);
        default -> {
          // No other operation has a matrix of weights worth storing in another way.
        }
      }
    }
    return scales;
  }

  private static boolean isTransposed(NodeProto gemm) {
    return gemm.getAttributeList().stream()
        .anyMatch(attribute -> attribute.getName().equals("transB") && attribute.getI() == 1);
  }
}
