package io.tagstream.training.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.tagstream.model.compact.Int8Matrix;
import io.tagstream.model.compact.WeightStorage;

/**
 * Writes matrices into a graph in the way they are stored, and the nodes that make fp32 of them.
 * The runtime computes those of constants once, when it loads the graph.
 */
final class StoredMatrices {
  private final OnnxGraph graph;
  private final WeightStorage storage;

  StoredMatrices(OnnxGraph graph, WeightStorage storage) {
    this.graph = graph;
    this.storage = storage;
  }

  /** Adds a matrix [in,out]; returns the name of it in fp32. */
  String matrix(String name, Matrix matrix) {
    return switch (storage) {
      case FP32 -> graph.matrix(name, matrix);
      case FP16 -> asFloat(graph.halves(name, matrix));
      case INT8 -> {
        Int8Matrix stored = Int8Matrix.of(matrix.rows(), matrix.columns(), matrix.values());
        String scales = graph.floats(name + ".scales", stored.scales(), stored.columns());
        yield graph.apply("Mul", asFloat(graph.int8s(name, stored)), scales);
      }
    };
  }

  /**
   * Adds a table and takes rows of it. The table stays as it is stored: only the rows that are read
   * become fp32.
   *
   * @param ids int64 [..]
   * @return float [..,columns]
   */
  String rows(String name, Matrix table, String ids) {
    return switch (storage) {
      case FP32 -> graph.apply("Gather", graph.matrix(name, table), ids);
      case FP16 -> asFloat(graph.apply("Gather", graph.halves(name, table), ids));
      case INT8 -> {
        Int8Matrix stored = Int8Matrix.of(table.rows(), table.columns(), table.values());
        String scales = graph.floats(name + ".scales", stored.scales(), stored.columns());
        String rows = graph.apply("Gather", graph.int8s(name, stored), ids);
        yield graph.apply("Mul", asFloat(rows), scales);
      }
    };
  }

  private String asFloat(String values) {
    return graph.node("Cast", values).attribute("to", DataType.FLOAT.getNumber()).add();
  }
}
