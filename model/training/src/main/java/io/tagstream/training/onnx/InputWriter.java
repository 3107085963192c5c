package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;

/** Writes what stands for each token: {@link InputWeights}. */
final class InputWriter {
  private final OnnxGraph graph;
  private final InputWeights weights;
  private final int featureCount;

  /**
   * @param featureCount feature ids F of a token
   */
  InputWriter(OnnxGraph graph, InputWeights weights, int featureCount) {
    this.graph = graph;
    this.weights = weights;
    this.featureCount = featureCount;
  }

  /**
   * Adds the inputs for features and characters and the nodes that read them.
   *
   * @param wordIds int64 [B,T]
   * @return float [T,B,D]
   */
  String add(String wordIds) {
    String featureIds =
        graph.input(
            RecurrentGraph.FEATURE_IDS,
            INT64,
            RecurrentGraphWriter.ROWS,
            RecurrentGraphWriter.TOKENS,
            Dimension.of(featureCount));
    String words =
        graph.apply(
            "Gather", graph.matrix("words", weights.words()), graph.transpose(wordIds, 1, 0));
    String hashed =
        graph.apply(
            "Gather",
            graph.matrix("features", weights.features()),
            graph.transpose(featureIds, 1, 0, 2)); // [T,B,F,d]
    String width =
        graph.longs("features.shape", 0, 0, (long) featureCount * weights.features().columns());
    return graph.concat(2, words, graph.apply("Reshape", hashed, width), spelling());
  }

  private String spelling() {
    String batch =
        graph.input(
            RecurrentGraph.CHARACTER_IDS,
            INT64,
            RecurrentGraphWriter.ROWS,
            RecurrentGraphWriter.TOKENS,
            Dimension.named("characters"));
    String ids = graph.transpose(batch, 1, 0, 2); // [T,B,W]
    InputWeights.Spelling spelling = weights.spelling();
    return new CharacterConvolution(graph, spelling.characters(), spelling.convolution()).of(ids);
  }

  /** Adds how many rows the tables have, which a tokenizer must agree with. */
  void addMetadata() {
    graph.metadata(RecurrentGraph.WORD_ROWS, Integer.toString(weights.words().rows()));
    graph.metadata(RecurrentGraph.FEATURE_ROWS, Integer.toString(weights.features().rows()));
    graph.metadata(
        RecurrentGraph.CHARACTER_ROWS, Integer.toString(weights.spelling().characters().rows()));
  }
}
