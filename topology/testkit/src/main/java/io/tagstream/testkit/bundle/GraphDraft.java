package io.tagstream.testkit.bundle;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Changes of ONNX graphs, by the numbers of the fields in {@code onnx.proto}. */
final class GraphDraft {
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_FUNCTIONS = 25;
  private static final int FUNCTION_NODE = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_SPARSE_INITIALIZER = 15;
  private static final int GRAPH_INPUT = 11;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int SPARSE_VALUES = 1;
  private static final int VALUE_TYPE = 2;
  private static final int TYPE_TENSOR = 1;
  private static final int TENSOR_TYPE_ELEMENT = 1;
  private static final int TENSOR_TYPE_SHAPE = 2;
  private static final int SHAPE_DIMENSION = 1;
  private static final int TENSOR_DATA_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;
  private static final int TENSOR_EXTERNAL_DATA = 13;
  private static final int TENSOR_DATA_LOCATION = 14;
  private static final long FLOAT = 1;
  private static final long DOUBLE = 11;

  private GraphDraft() {}

  /** The numbers of all weights, changed one by one. */
  static byte[] weights(byte[] model, UnaryOperator<Float> change) {
    return graph(model, graph -> each(graph, GRAPH_INITIALIZER, tensor -> changed(tensor, change)));
  }

  private static UnknownFieldSet changed(UnknownFieldSet tensor, UnaryOperator<Float> change) {
    if (!tensor.getField(TENSOR_DATA_TYPE).getVarintList().contains(FLOAT)) {
      return tensor;
    }
    byte[] raw = tensor.getField(TENSOR_RAW_DATA).getLengthDelimitedList().get(0).toByteArray();
    ByteBuffer numbers = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < raw.length; at += Float.BYTES) {
      numbers.putFloat(at, change.apply(numbers.getFloat(at)));
    }
    return with(tensor, TENSOR_RAW_DATA, bytes(ByteString.copyFrom(raw)));
  }

  /** A tensor whose numbers lie in a file, among the initializers. */
  static byte[] externalInitializer(byte[] model) {
    return graph(model, graph -> plus(graph, GRAPH_INITIALIZER, external()));
  }

  /** The same among the sparse initializers. */
  static byte[] externalSparseInitializer(byte[] model) {
    return graph(
        model, graph -> plus(graph, GRAPH_SPARSE_INITIALIZER, in(SPARSE_VALUES, external())));
  }

  /** The same in an attribute of a node of a graph that is itself an attribute. */
  static byte[] externalInSubgraph(byte[] model) {
    UnknownFieldSet inner = in(GRAPH_NODE, in(NODE_ATTRIBUTE, in(ATTRIBUTE_TENSOR, external())));
    return graph(
        model, graph -> plus(graph, GRAPH_NODE, in(NODE_ATTRIBUTE, in(ATTRIBUTE_GRAPH, inner))));
  }

  /** The same in a function. */
  static byte[] externalInFunction(byte[] model) {
    UnknownFieldSet node = in(NODE_ATTRIBUTE, in(ATTRIBUTE_TENSOR, external()));
    return plus(parse(model), MODEL_FUNCTIONS, in(FUNCTION_NODE, node)).toByteArray();
  }

  /** The entries that name a file, with numbers in the graph beside them. */
  static byte[] externalEntriesAlone(byte[] model) {
    return graph(
        model,
        graph ->
            each(
                graph,
                GRAPH_INITIALIZER,
                tensor -> plus(tensor, TENSOR_EXTERNAL_DATA, entry("location", "weights.bin"))));
  }

  private static UnknownFieldSet external() {
    UnknownFieldSet.Builder tensor = UnknownFieldSet.newBuilder();
    tensor.addField(TENSOR_DATA_TYPE, number(FLOAT));
    tensor.addField(TENSOR_NAME, bytes(ByteString.copyFromUtf8("elsewhere")));
    tensor.addField(TENSOR_EXTERNAL_DATA, message(entry("location", "weights.bin")));
    tensor.addField(TENSOR_DATA_LOCATION, number(1));
    return tensor.build();
  }

  private static UnknownFieldSet entry(String key, String value) {
    return UnknownFieldSet.newBuilder()
        .addField(1, bytes(ByteString.copyFromUtf8(key)))
        .addField(2, bytes(ByteString.copyFromUtf8(value)))
        .build();
  }

  /** A name, wherever it stands, changed to one of the same length. */
  static byte[] renamed(byte[] model, String name, String other) {
    String bytes = new String(model, StandardCharsets.ISO_8859_1);
    return bytes.replace(name, other).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Inputs that are said to be of another type. */
  static byte[] retypedInputs(byte[] model) {
    return inputs(model, tensor -> with(tensor, TENSOR_TYPE_ELEMENT, number(DOUBLE)));
  }

  /** Inputs that are said to have one dimension more. */
  static byte[] rerankedInputs(byte[] model) {
    return inputs(
        model,
        tensor ->
            each(
                tensor,
                TENSOR_TYPE_SHAPE,
                shape -> plus(shape, SHAPE_DIMENSION, UnknownFieldSet.getDefaultInstance())));
  }

  private static byte[] inputs(byte[] model, UnaryOperator<UnknownFieldSet> change) {
    return graph(
        model,
        graph ->
            each(
                graph,
                GRAPH_INPUT,
                input -> each(input, VALUE_TYPE, type -> each(type, TYPE_TENSOR, change))));
  }

  private static byte[] graph(byte[] model, UnaryOperator<UnknownFieldSet> change) {
    return each(parse(model), MODEL_GRAPH, change).toByteArray();
  }

  /** Changes every message that is the value of a field. */
  private static UnknownFieldSet each(
      UnknownFieldSet message, int field, UnaryOperator<UnknownFieldSet> change) {
    Field.Builder values = Field.newBuilder();
    for (ByteString value : message.getField(field).getLengthDelimitedList()) {
      values.addLengthDelimited(change.apply(parse(value.toByteArray())).toByteString());
    }
    return with(message, field, values.build());
  }

  private static UnknownFieldSet plus(UnknownFieldSet message, int field, UnknownFieldSet value) {
    return message.toBuilder().mergeField(field, message(value)).build();
  }

  private static UnknownFieldSet in(int field, UnknownFieldSet value) {
    return UnknownFieldSet.newBuilder().addField(field, message(value)).build();
  }

  private static UnknownFieldSet with(UnknownFieldSet message, int field, Field value) {
    return message.toBuilder().clearField(field).addField(field, value).build();
  }

  private static Field message(UnknownFieldSet value) {
    return bytes(value.toByteString());
  }

  private static Field bytes(ByteString value) {
    return Field.newBuilder().addLengthDelimited(value).build();
  }

  private static Field number(long value) {
    return Field.newBuilder().addVarint(value).build();
  }

  private static UnknownFieldSet parse(byte[] message) {
    try {
      return UnknownFieldSet.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a good bundle has good graphs", e);
    }
  }
}
