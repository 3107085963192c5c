package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT;
import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import io.tagstream.model.compact.Int8Matrix;
import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;

/**
 * Writes the mean of the lexicon rows of a token. The table is stored with a byte a number and the
 * rows are added up as the whole numbers they are stored as, before the scale: such a sum is exact,
 * so that neither its order nor the zeros that pad it can change a bit.
 */
final class LexiconWriter {
  private final OnnxGraph graph;
  private final Int8Matrix table;

  LexiconWriter(OnnxGraph graph, Matrix table) {
    this.graph = graph;
    this.table = Int8Matrix.of(table.rows(), table.columns(), table.values());
  }

  /**
   * Adds the input and the nodes that read it.
   *
   * @return float [T,B,width]; zeros for a token without rows
   */
  String add() {
    String batch =
        graph.input(
            RecurrentGraph.LEXICON_IDS,
            INT64,
            RecurrentGraphWriter.ROWS,
            RecurrentGraphWriter.TOKENS,
            Dimension.named("lexicon_rows"));
    String ids = graph.transpose(batch, 1, 0, 2); // [T,B,P]
    String rows = floats(graph.apply("Gather", graph.int8s("lexicon", table), ids)); // [T,B,P,d]
    String axis = graph.longs("lexicon.axis", 2);
    String sum = graph.node("ReduceSum", rows, axis).attribute("keepdims", 0).add(); // [T,B,d]
    String present = floats(graph.apply("Sign", ids));
    String count = graph.node("ReduceSum", present, axis).attribute("keepdims", 1).add();
    String divisor = graph.apply("Max", count, graph.floats("lexicon.least", new float[] {1}));
    String scales = graph.floats("lexicon.scales", table.scales(), table.columns());
    return graph.apply("Mul", graph.apply("Div", sum, divisor), scales);
  }

  private String floats(String values) {
    return graph.node("Cast", values).attribute("to", FLOAT.getNumber()).add();
  }
}
