package io.tagstream.training.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/**
 * Writes the character convolution of a word and its maximum. A convolution over an embedding is a
 * sum of table rows once each table is multiplied by the filters, which is done here, at export:
 * cheaper than multiplying at run time, and without a product whose order of summation could vary.
 */
final class CharacterConvolution {
  private static final int BEFORE = 0;
  private static final int ITSELF = 1;
  private static final int AFTER = 2;

  private final OnnxGraph graph;
  private final Matrix characters;
  private final Dense filters;

  CharacterConvolution(OnnxGraph graph, Matrix characters, Dense filters) {
    this.graph = graph;
    this.characters = characters;
    this.filters = filters;
  }

  /**
   * Adds the nodes.
   *
   * @param ids int64 [T,B,W], zeros after the last character of a word
   * @return the highest response of every filter, but at least 0, float [T,B,filters]
   */
  String of(String ids) {
    String padded =
        graph.apply("Pad", ids, graph.longs("characters.padding", 0, 0, 1, 0, 0, 1)); // [T,B,W+2]
    String axis = graph.longs("characters.axis", 2);
    String before = slice("before", padded, 0, -2, axis);
    String after = slice("after", padded, 2, Long.MAX_VALUE, axis);
    String responses =
        graph.apply(
            "Add",
            graph.apply(
                "Add",
                gather("characters.before", BEFORE, before),
                gather("characters.itself", ITSELF, ids)),
            gather("characters.after", AFTER, after)); // [T,B,W,filters]
    String present =
        graph
            .node("Cast", graph.apply("Sign", ids))
            .attribute("to", DataType.FLOAT.getNumber())
            .add();
    String mask = graph.apply("Unsqueeze", present, graph.longs("characters.mask.axis", 3));
    // A rectified number is never below the zero that stands for padding.
    String kept = graph.apply("Mul", graph.apply("Relu", responses), mask); // [T,B,W,filters]
    return graph.node("ReduceMax", kept).attributes("axes", 2).attribute("keepdims", 0).add();
  }

  private String slice(String name, String values, long begin, long end, String axis) {
    return graph.apply(
        "Slice",
        values,
        graph.longs(name + ".begin", begin),
        graph.longs(name + ".end", end),
        axis);
  }

  private String gather(String name, int position, String ids) {
    return graph.apply("Gather", graph.matrix(name, filtered(position)), ids);
  }

  /** The character table times the filters at one of their positions, [characters,filters]. */
  private Matrix filtered(int position) {
    Matrix weight = filters.weight();
    int width = characters.columns();
    float[] product = new float[characters.rows() * weight.rows()];
    for (int character = 0; character < characters.rows(); character++) {
      for (int filter = 0; filter < weight.rows(); filter++) {
        double sum = position == ITSELF ? filters.bias()[filter] : 0;
        for (int i = 0; i < width; i++) {
          sum += (double) characters.at(character, i) * weight.at(filter, position * width + i);
        }
        product[character * weight.rows() + filter] = (float) sum;
      }
    }
    return new Matrix(characters.rows(), weight.rows(), product);
  }
}
