package io.tagstream.training.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.tagstream.model.compact.HalfPrecision;
import io.tagstream.model.compact.Int8Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Builds an ONNX model (IR version 8, operator set 17) node by node. Values are named; a node gets
 * a new name for each of its outputs. The same calls give the same bytes. Not safe for use by
 * several threads at once.
 */
public final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;

  private final OnnxMl.GraphProto.Builder graph;
  private final OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
  private final String prefix;
  private final SortedSet<String> domains = new TreeSet<>();
  private int names;

  public OnnxGraph(String name) {
    this(name, "v");
  }

  private OnnxGraph(String name, String prefix) {
    graph = OnnxMl.GraphProto.newBuilder().setName(name);
    this.prefix = prefix;
  }

  /**
   * Starts the body of a loop, which becomes the attribute of a node of this graph. Its inputs,
   * outputs and constants need names that this graph has not; its nodes get such.
   */
  public OnnxGraph body(String name) {
    return new OnnxGraph(name, name + ".v");
  }

  /** A dimension of an input or output: a fixed size, or a name for a size known at run time. */
  public static final class Dimension {
    private final OnnxMl.TensorShapeProto.Dimension proto;

    private Dimension(OnnxMl.TensorShapeProto.Dimension.Builder proto) {
      this.proto = proto.build();
    }

    /** A size that is part of the graph. */
    public static Dimension of(long size) {
      return new Dimension(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
    }

    /** A size that each call brings along. */
    public static Dimension named(String name) {
      return new Dimension(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(name));
    }
  }

  /** Adds an input and returns its name. */
  public String input(String name, OnnxMl.TensorProto.DataType type, Dimension... dimensions) {
    graph.addInput(value(name, type, dimensions));
    return name;
  }

  /** Makes {@code value} an output of the graph, under the name {@code name}. */
  public void output(String name, String value, Dimension... dimensions) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
    graph.addOutput(value(name, OnnxMl.TensorProto.DataType.FLOAT, dimensions));
  }

  private static OnnxMl.ValueInfoProto value(
      String name, OnnxMl.TensorProto.DataType type, Dimension... dimensions) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (Dimension dimension : dimensions) {
      shape.addDim(dimension.proto);
    }
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(shape)))
        .build();
  }

  /** Adds a constant float tensor, row by row, and returns its name. */
  public String floats(String name, float[] values, long... dimensions) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return constant(name, OnnxMl.TensorProto.DataType.FLOAT, bytes, dimensions);
  }

  /** Adds a constant matrix and returns its name. */
  public String matrix(String name, Matrix matrix) {
    return floats(name, matrix.values(), matrix.rows(), matrix.columns());
  }

  /** Adds the stored numbers of a matrix as a constant, without their scales; returns its name. */
  String int8s(String name, Int8Matrix matrix) {
    return constant(
        name,
        OnnxMl.TensorProto.DataType.INT8,
        ByteBuffer.wrap(matrix.values()),
        matrix.rows(),
        matrix.columns());
  }

  /** Adds a constant matrix in half precision and returns its name. */
  String halves(String name, Matrix matrix) {
    ByteBuffer bytes =
        ByteBuffer.allocate(matrix.values().length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : matrix.values()) {
      bytes.putShort(HalfPrecision.toHalf(value));
    }
    return constant(
        name, OnnxMl.TensorProto.DataType.FLOAT16, bytes.flip(), matrix.rows(), matrix.columns());
  }

  /** Adds a constant int64 scalar and returns its name. */
  public String longScalar(String name, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, value);
    return constant(name, OnnxMl.TensorProto.DataType.INT64, bytes);
  }

  /** Adds a constant int64 vector and returns its name. */
  public String longs(String name, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return constant(name, OnnxMl.TensorProto.DataType.INT64, bytes, values.length);
  }

  /** Adds a constant int32 scalar and returns its name. */
  public String intScalar(String name, int value) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, value);
    return constant(name, OnnxMl.TensorProto.DataType.INT32, bytes);
  }

  private String constant(
      String name, OnnxMl.TensorProto.DataType type, ByteBuffer bytes, long... dimensions) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long dimension : dimensions) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** Starts a node; an operator of the ONNX specification by its name there. */
  public Node node(String operator, String... inputs) {
    return new Node(operator, inputs);
  }

  /** Adds a node without attributes and returns the name of its one output. */
  public String apply(String operator, String... inputs) {
    return node(operator, inputs).add();
  }

  /** Adds a node that brings dimensions into another order. */
  public String transpose(String values, long... order) {
    return node("Transpose", values).attributes("perm", order).add();
  }

  /** Adds a node that puts tensors one behind the other. */
  public String concat(int axis, String... values) {
    return node("Concat", values).attribute("axis", axis).add();
  }

  /** Adds a linear layer and returns its output. */
  public String dense(String name, Dense layer, String x) {
    String weight = matrix(name + ".weight", layer.weight().transposed());
    String bias = floats(name + ".bias", layer.bias(), layer.bias().length);
    return apply("Add", apply("MatMul", x, weight), bias);
  }

  /** A node that is being described. */
  public final class Node {
    private final OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder();

    private Node(String operator, String... inputs) {
      node.setOpType(operator).addAllInput(List.of(inputs));
    }

    /** Takes the operator from a domain other than that of the ONNX specification, version 1. */
    public Node domain(String name) {
      node.setDomain(name);
      domains.add(name);
      return this;
    }

    /** Sets an attribute that is a floating-point number. */
    public Node real(String name, double value) {
      node.addAttributeBuilder()
          .setName(name)
          .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
          .setF((float) value);
      return this;
    }

    /** Sets an integer attribute. */
    public Node attribute(String name, long value) {
      node.addAttributeBuilder()
          .setName(name)
          .setType(OnnxMl.AttributeProto.AttributeType.INT)
          .setI(value);
      return this;
    }

    /** Sets an attribute that is a list of integers. */
    public Node attributes(String name, long... values) {
      OnnxMl.AttributeProto.Builder attribute =
          node.addAttributeBuilder()
              .setName(name)
              .setType(OnnxMl.AttributeProto.AttributeType.INTS);
      for (long value : values) {
        attribute.addInts(value);
      }
      return this;
    }

    /** Sets an attribute that is the body of a loop. */
    public Node attribute(String name, OnnxGraph body) {
      node.addAttributeBuilder()
          .setName(name)
          .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
          .setG(body.graph);
      return this;
    }

    /** Adds the node and returns the name of its one output. */
    public String add() {
      return add(1).get(0);
    }

    /** Adds the node and returns the names of its first {@code count} outputs. */
    public List<String> add(int count) {
      List<String> outputs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        outputs.add(prefix + names++);
      }
      graph.addNode(node.addAllOutput(outputs));
      return outputs;
    }
  }

  /** Adds a pair to the metadata of the model. */
  public void metadata(String key, String value) {
    model.addMetadataPropsBuilder().setKey(key).setValue(value);
  }

  /** Returns the model as the bytes of a {@code .onnx} file. */
  public byte[] toBytes() {
    model.addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET));
    domains.forEach(
        domain ->
            model.addOpsetImport(
                OnnxMl.OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1)));
    return model
        .setIrVersion(IR_VERSION)
        .setProducerName("tagstream")
        .setGraph(graph)
        .build()
        .toByteArray();
  }
}
