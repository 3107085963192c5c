package io.tagstream.training.onnx;

import static ai.onnx.proto.OnnxMl.TensorProto.DataType.INT64;

import io.tagstream.model.recurrent.RecurrentGraph;
import io.tagstream.training.onnx.OnnxGraph.Dimension;
import java.util.ArrayList;
import java.util.List;

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
   * Adds the inputs for features, characters and lexicon rows and the nodes that read them.
   *
   * @param wordIds int64 [B,T]
   * @return float [T,B,D]
   */
  String add(String wordIds) {
    // An input is declared here and read below.
    String featureIds = weights.features() == null ? null : featureIds();
    List<String> parts = new ArrayList<>();
    parts.add(
        graph.apply(
            "Gather", graph.matrix("words", weights.words()), graph.transpose(wordIds, 1, 0)));
    if (featureIds != null && weights.features() != null) {
      parts.add(features(weights.features(), featureIds));
    }
    if (weights.spelling() != null) {
      parts.add(spelling(weights.spelling()));
    }
    if (weights.lexicon() != null) {
      parts.add(new LexiconWriter(graph, weights.lexicon()).add());
    }
    return graph.concat(2, parts.toArray(String[]::new));
  }

  private String featureIds() {
    return graph.input(
        RecurrentGraph.FEATURE_IDS,
        INT64,
        RecurrentGraphWriter.ROWS,
        RecurrentGraphWriter.TOKENS,
        Dimension.of(featureCount));
  }

  private String features(Matrix table, String featureIds) {
    String hashed =
        graph.apply(
            "Gather",
            graph.matrix("features", table),
            graph.transpose(featureIds, 1, 0, 2)); // [T,B,F,d]
    String width = graph.longs("features.shape", 0, 0, (long) featureCount * table.columns());
    return graph.apply("Reshape", hashed, width);
  }

  private String spelling(Spelling spelling) {
    String batch =
        graph.input(
            RecurrentGraph.CHARACTER_IDS,
            INT64,
            RecurrentGraphWriter.ROWS,
            RecurrentGraphWriter.TOKENS,
            Dimension.named("characters"));
    String ids = graph.transpose(batch, 1, 0, 2); // [T,B,W]
    if (spelling instanceof Spelling.LastStates lastStates) {
      return new CharacterLayers(graph, lastStates).of(ids);
    }
    Spelling.Convolution convolution = (Spelling.Convolution) spelling;
    return new CharacterConvolution(graph, convolution.characters(), convolution.convolution())
        .of(ids);
  }

  /** Adds how many rows the tables have, which a tokenizer must agree with. */
  void addMetadata() {
    Matrix features = weights.features();
    Spelling spelling = weights.spelling();
    addRows(RecurrentGraph.WORD_ROWS, weights.words().rows());
    addRows(RecurrentGraph.FEATURE_ROWS, features == null ? 0 : features.rows());
    addRows(RecurrentGraph.CHARACTER_ROWS, spelling == null ? 0 : spelling.characters().rows());
    if (weights.lexicon() != null) {
      addRows(RecurrentGraph.LEXICON_ROWS, weights.lexicon().rows());
    }
  }

  private void addRows(String key, int rows) {
    graph.metadata(key, Integer.toString(rows));
  }
}
