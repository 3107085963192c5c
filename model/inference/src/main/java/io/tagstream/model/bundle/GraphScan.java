package io.tagstream.model.bundle;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tagstream.model.bundle.BundleException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads through the tensors of an ONNX graph without running it. Refused are tensors whose numbers
 * lie in a file, for ONNX Runtime 1.28 reads such files in the working directory of the process
 * even of a graph that is given to it as bytes, and weights that are not a number.
 *
 * <p>A field that is there twice is looked at twice, so it does not matter which of the two whoever
 * runs the graph takes.
 */
final class GraphScan {
  /** As deep as ONNX Runtime follows graphs in graphs. */
  private static final int DEEPEST = 100;

  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int EXTERNAL_DATA = 13;
  private static final int DATA_LOCATION = 14;

  private final String subject;

  /**
   * Makes a scan.
   *
   * @param subject what to call the graph in messages
   */
  GraphScan(String subject) {
    this.subject = subject;
  }

  /** The messages of {@code onnx.proto} on the way to a tensor. */
  private enum Message {
    MODEL,
    TRAINING,
    FUNCTION,
    GRAPH,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR;

    /** The messages in this one, by the number of their field. */
    Map<Integer, Message> fields() {
      return switch (this) {
        case MODEL -> Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION);
        case TRAINING -> Map.of(1, GRAPH, 2, GRAPH);
        case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
        case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
        case NODE -> Map.of(5, ATTRIBUTE);
        case ATTRIBUTE ->
            Map.of(
                5, TENSOR, 10, TENSOR, 6, GRAPH, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
        case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
        case TENSOR -> Map.of();
      };
    }
  }

  /**
   * Checks a graph.
   *
   * @param graph an ONNX model
   * @throws BundleException if it is none, needs other files or has a weight that is not a number
   */
  void verify(byte[] graph) {
    CodedInputStream input = CodedInputStream.newInstance(graph);
    input.enableAliasing(true);
    try {
      scan(input, Message.MODEL, 0);
    } catch (IOException e) {
      throw BundleException.causedBy(
          e,
          Reason.BAD_GRAPH,
          subject,
          "a model in the format of ONNX",
          String.valueOf(e.getMessage()),
          "fetch or train the bundle again");
    }
  }

  private void scan(CodedInputStream input, Message message, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("messages in messages, more than " + DEEPEST + " deep");
    }
    Map<Integer, Message> fields = message.fields();
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      Message inner = fields.get(WireFormat.getTagFieldNumber(tag));
      if (inner == null || !hasLength(tag)) {
        input.skipField(tag);
      } else {
        int outerLimit = input.pushLimit(input.readRawVarint32());
        if (inner == Message.TENSOR) {
          scanTensor(input);
        } else {
          scan(input, inner, depth + 1);
        }
        input.popLimit(outerLimit);
      }
    }
  }

  private static boolean hasLength(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  private void scanTensor(CodedInputStream input) throws IOException {
    int type = 0;
    ByteBuffer raw = null;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (field == EXTERNAL_DATA || field == DATA_LOCATION) {
        verifyInside(input, tag);
      } else if (field == DATA_TYPE && !hasLength(tag)) {
        type = input.readInt32();
      } else if (field == RAW_DATA && hasLength(tag)) {
        raw = input.readByteBuffer();
      } else if (field == FLOAT_DATA && hasLength(tag)) {
        verifyNumbers(ElementType.FLOAT, input.readByteBuffer());
      } else if (field == DOUBLE_DATA && hasLength(tag)) {
        verifyNumbers(ElementType.DOUBLE, input.readByteBuffer());
      } else {
        input.skipField(tag);
      }
    }
    ElementType known = ElementType.of(type);
    if (raw != null && known != null) {
      verifyNumbers(known, raw);
    }
  }

  /** Lets only a location pass that says the numbers are where they should be, in the graph. */
  private void verifyInside(CodedInputStream input, int tag) throws IOException {
    boolean inside =
        WireFormat.getTagFieldNumber(tag) == DATA_LOCATION
            && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT
            && input.readRawVarint64() == 0;
    if (!inside) {
      throw BundleException.of(
          Reason.EXTERNAL_DATA,
          subject,
          "a graph that holds all its numbers",
          "a tensor whose numbers lie in a file",
          "save the model in one file, without external data");
    }
  }

  private void verifyNumbers(ElementType type, ByteBuffer numbers) {
    numbers.order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + type.bytes <= numbers.limit(); at += type.bytes) {
      if (type.isNaN(numbers, at)) {
        throw BundleException.of(
            Reason.BAD_WEIGHTS,
            subject,
            "weights that are numbers",
            "NaN in a tensor of type " + type,
            "train the model again, with a lower learning rate");
      }
    }
  }

  /** The types of floating-point numbers in {@code TensorProto}. */
  private enum ElementType {
    FLOAT(1, 4),
    FLOAT16(10, 2),
    DOUBLE(11, 8),
    BFLOAT16(16, 2);

    private final int code;
    final int bytes;

    ElementType(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    static @Nullable ElementType of(int code) {
      for (ElementType type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      return null;
    }

    boolean isNaN(ByteBuffer numbers, int at) {
      return switch (this) {
        case FLOAT -> Float.isNaN(numbers.getFloat(at));
        case DOUBLE -> Double.isNaN(numbers.getDouble(at));
        case FLOAT16 -> (numbers.getShort(at) & 0x7FFF) > 0x7C00;
        case BFLOAT16 -> (numbers.getShort(at) & 0x7FFF) > 0x7F80;
      };
    }
  }
}
