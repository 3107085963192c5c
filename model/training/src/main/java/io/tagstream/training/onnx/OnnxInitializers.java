package io.tagstream.training.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tagstream.training.transformer.weights.FloatFormat;
import io.tagstream.training.transformer.weights.StoredTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes all weights out of an ONNX graph that was exported from torch. */
public final class OnnxInitializers {
  private static final String PRODUCT = "/MatMul";

  /** What torch's export puts behind the name of a node to name what it says. */
  private static final String FIRST_OUTPUT = "_output_0";

  private OnnxInitializers() {}

  /**
   * Returns the floating-point constants by name. Matrices of linear layers lose their names in an
   * export and are stored the other way round: those get the name of the node that multiplies by
   * them, as in {@code encoder.layer.0.output.dense.weight}, or of its output if the node has none,
   * and are [out,in] again.
   *
   * @param stream the bytes of the graph; whoever opened it closes it
   * @param subject what to call the graph in messages
   * @throws IOException if the bytes are no graph, or its numbers lie in another file
   */
  public static Map<String, StoredTensor> read(InputStream stream, String subject)
      throws IOException {
    OnnxMl.GraphProto graph;
    try {
      graph = OnnxMl.ModelProto.parseFrom(stream).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(subject + ": expected an ONNX graph, found none; fetch it again", e);
    }
    Map<String, String> products = products(graph);
    Map<String, StoredTensor> tensors = new TreeMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      FloatFormat format = format(tensor);
      if (format != null) {
        StoredTensor values = tensor(tensor, format, subject);
        String product = products.get(tensor.getName());
        if (product != null && values.dimensions().size() == 2) {
          tensors.put(product, values.transposed());
        } else {
          tensors.put(tensor.getName(), values);
        }
      }
    }
    return tensors;
  }

  /** Names of the constants that nodes multiply by, by the names they have in the graph. */
  private static Map<String, String> products(OnnxMl.GraphProto graph) {
    Map<String, String> names = new HashMap<>();
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      String name = name(node);
      if (node.getOpType().equals("MatMul")
          && node.getInputCount() == 2
          && name.endsWith(PRODUCT)) {
        String path =
            name.substring(name.startsWith("/") ? 1 : 0, name.length() - PRODUCT.length());
        names.put(node.getInput(1), path.replace('/', '.') + ".weight");
      }
    }
    return names;
  }

  /** Returns the name of a node; some tools take it away, and leave that of what it says. */
  private static String name(OnnxMl.NodeProto node) {
    if (!node.getName().isEmpty() || node.getOutputCount() == 0) {
      return node.getName();
    }
    String output = node.getOutput(0);
    return output.endsWith(FIRST_OUTPUT)
        ? output.substring(0, output.length() - FIRST_OUTPUT.length())
        : output;
  }

  private static @Nullable FloatFormat format(TensorProto tensor) {
    TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getDataType());
    if (type == null) {
      return null;
    }
    return switch (type) {
      case FLOAT -> FloatFormat.F32;
      case FLOAT16 -> FloatFormat.F16;
      case BFLOAT16 -> FloatFormat.BF16;
      default -> null;
    };
  }

  private static StoredTensor tensor(TensorProto tensor, FloatFormat format, String subject)
      throws IOException {
    List<Integer> dimensions;
    int count;
    try {
      dimensions = tensor.getDimsList().stream().map(Math::toIntExact).toList();
      count = dimensions.stream().reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw wrong(tensor, subject, e);
    }
    if (dimensions.stream().anyMatch(size -> size < 0)) {
      throw wrong(tensor, subject, null);
    }
    if (tensor.getFloatDataCount() == count && count > 0) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = tensor.getFloatData(i);
      }
      return new StoredTensor(dimensions, values);
    }
    ByteString bytes = tensor.getRawData();
    if (bytes.size() != (long) count * format.size()) {
      throw new IOException(
          "%s: expected the %d numbers of '%s' in the file, found %d bytes; take an export that is one file, or the safetensors"
              .formatted(subject, count, tensor.getName(), bytes.size()));
    }
    return new StoredTensor(
        dimensions,
        format.read(bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN), count));
  }

  private static IOException wrong(
      TensorProto tensor, String subject, @Nullable ArithmeticException cause) {
    return new IOException(
        "%s: expected '%s' to have sizes of 0 or more and a product below 2^31, found %s; fetch it again"
            .formatted(subject, tensor.getName(), tensor.getDimsList()),
        cause);
  }
}
