package io.tagstream.model.compact;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.tagstream.model.compact.WeightTensor.Int8;
import io.tagstream.model.compact.WeightTensor.Scales;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Adds matrices to a graph in a form that takes less room, with the nodes that make single
 * precision of them under their names. A cast and a product, not DequantizeLinear, which ONNX
 * Runtime would fuse with what follows and compute in integers.
 */
final class StoredWeights {
  private final GraphProto.Builder graph;

  StoredWeights(GraphProto.Builder graph) {
    this.graph = graph;
  }

  void addHalves(WeightTensor weights) {
    String name = weights.tensor().getName();
    graph.addInitializer(
        tensor(name + "/fp16", TensorProto.DataType.FLOAT16, weights.toHalves(), dims(weights)));
    graph.addNode(cast(name + "/fp16", name));
  }

  void addInt8(WeightTensor weights, Scales by) {
    String name = weights.tensor().getName();
    Int8 int8 = weights.toInt8(by);
    graph.addInitializer(int8s(name + "/int8", int8, weights));
    graph.addInitializer(
        by == Scales.ROWS
            ? floats(name + "/scale", int8.scales(), weights.rows(), 1)
            : floats(name + "/scale", int8.scales(), 1, weights.columns()));
    graph.addNode(cast(name + "/int8", name + "/cast"));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Mul")
            .setName(name + "/expand")
            .addInput(name + "/cast")
            .addInput(name + "/scale")
            .addOutput(name));
  }

  static TensorProto int8s(String name, Int8 int8, WeightTensor shape) {
    return tensor(name, TensorProto.DataType.INT8, ByteString.copyFrom(int8.values()), dims(shape));
  }

  static TensorProto floats(String name, float[] values, long... dims) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, ByteString.copyFrom(bytes), dims);
  }

  private static long[] dims(WeightTensor weights) {
    return new long[] {weights.rows(), weights.columns()};
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
