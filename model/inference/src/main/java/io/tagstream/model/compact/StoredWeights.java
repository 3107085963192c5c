package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Adds matrices to a graph in a form that takes less room, with the nodes that make single
 * precision of them. A cast and a product, not DequantizeLinear, which ONNX Runtime would fuse with
 * what follows and compute in integers.
 */
final class StoredWeights {
  private static final String STORED = "/stored";
  private static final String SCALES = "/scales";

  private final GraphProto.Builder graph;
  private final WeightStorage storage;

  StoredWeights(GraphProto.Builder graph, WeightStorage storage) {
    this.graph = graph;
    this.storage = storage;
  }

  /** Adds a matrix, and makes single precision of it under its name. */
  void addMatrix(WeightTensor weights) throws IOException {
    addNumbers(weights);
    addExpansion(weights.name() + STORED, weights.name(), weights.name());
  }

  /** Adds a table, of which {@link #addRows} reads. */
  void addTable(WeightTensor weights) throws IOException {
    addNumbers(weights);
  }

  /** Reads rows of a table that was added, and makes single precision of them alone. */
  void addRows(NodeProto gather) {
    String table = gather.getInput(0);
    String rows = gather.getOutput(0);
    graph.addNode(
        gather.toBuilder()
            .setInput(0, table + STORED)
            .setOutput(0, rows + STORED)
            .setName(rows + "/rows"));
    addExpansion(rows + STORED, table, rows);
  }

  private void addNumbers(WeightTensor weights) throws IOException {
    if (storage == WeightStorage.FP16) {
      graph.addInitializer(
          tensor(
              weights.name() + STORED,
              TensorProto.DataType.FLOAT16,
              weights.toHalves(),
              weights.rows(),
              weights.columns()));
    } else {
      Int8Matrix int8 = weights.toInt8();
      graph.addInitializer(int8s(weights.name() + STORED, int8));
      graph.addInitializer(scales(weights.name() + SCALES, int8));
    }
  }

  /** Makes single precision of numbers of a matrix. */
  private void addExpansion(String stored, String matrix, String expanded) {
    if (storage == WeightStorage.FP16) {
      graph.addNode(cast(stored, expanded));
    } else {
      graph.addNode(cast(stored, expanded + "/cast"));
      graph.addNode(
          NodeProto.newBuilder()
              .setOpType("Mul")
              .setName(expanded + "/expand")
              .addInput(expanded + "/cast")
              .addInput(matrix + SCALES)
              .addOutput(expanded));
    }
  }

  static TensorProto int8s(String name, Int8Matrix int8) {
    return tensor(
        name,
        TensorProto.DataType.INT8,
        ByteString.copyFrom(int8.values()),
        int8.rows(),
        int8.columns());
  }

  static TensorProto scales(String name, Int8Matrix int8) {
    ByteBuffer bytes =
        ByteBuffer.allocate(int8.scales().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(int8.scales());
    return tensor(name, TensorProto.DataType.FLOAT, ByteString.copyFrom(bytes), int8.columns());
  }

  private static TensorProto tensor(
      String name, TensorProto.DataType type, ByteString bytes, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber()).setRawData(bytes);
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor.build();
  }

  static NodeProto cast(String from, String to) {
    return NodeProto.newBuilder()
        .setOpType("Cast")
        .setName(to + "/cast")
        .addInput(from)
        .addOutput(to)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(TensorProto.DataType.FLOAT.getNumber()))
        .build();
  }
}
