package io.tagstream.model.recurrent;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.ValueInfo;
import io.tagstream.model.bundle.BundleException;
import io.tagstream.model.bundle.BundleException.Reason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Compares a graph with what its bundle says of it: names, element types, ranks, fixed widths and
 * table sizes. Every method throws {@link BundleException} at the first difference.
 */
final class GraphCheck {
  private static final long ANY = -1;

  private final String subject;

  /**
   * Makes a check.
   *
   * @param subject what to call the graph in messages
   */
  GraphCheck(String subject) {
    this.subject = subject;
  }

  String subject() {
    return subject;
  }

  /** Compares the graph of sentences, with that of words as well, which makes what it reads. */
  void verifySentences(OrtSession sentences, OrtSession words, RecurrentShape shape)
      throws OrtException {
    Map<String, Expected> inputs = new LinkedHashMap<>();
    inputs.put(
        RecurrentGraph.WORD_VECTORS, new Expected(OnnxJavaType.FLOAT, ANY, vectorWidth(words)));
    inputs.put(RecurrentGraph.TOKEN_WORDS, new Expected(OnnxJavaType.INT64, ANY, ANY));
    putSentences(inputs, shape);
    verify("input", sentences.getInputInfo(), inputs);
    verify("output", sentences.getOutputInfo(), outputs(shape));
  }

  /** Compares the graph of words. */
  void verifyWords(OrtSession words, RecurrentTokenizer tokenizer) throws OrtException {
    Map<String, Expected> inputs = new LinkedHashMap<>();
    putTokens(inputs, tokenizer);
    verify("input", words.getInputInfo(), inputs);
    verify(
        "output",
        words.getOutputInfo(),
        Map.of(RecurrentGraph.WORD_VECTORS, new Expected(OnnxJavaType.FLOAT, ANY, ANY, ANY)));
    Map<String, String> metadata = words.getMetadata().getCustomMetadata();
    verifyRows(metadata, RecurrentGraph.WORD_ROWS, tokenizer.wordRows());
    verifyRows(metadata, RecurrentGraph.FEATURE_ROWS, tokenizer.affixes().buckets());
    verifyRows(metadata, RecurrentGraph.CHARACTER_ROWS, tokenizer.characterRows());
    if (tokenizer.lexicon() != null) {
      verifyRows(metadata, RecurrentGraph.LEXICON_ROWS, tokenizer.lexicon().rows());
    }
  }

  /** Numbers a word, which both graphs must agree on. */
  private static long vectorWidth(OrtSession words) throws OrtException {
    NodeInfo vectors =
        Objects.requireNonNull(words.getOutputInfo().get(RecurrentGraph.WORD_VECTORS));
    return ((TensorInfo) vectors.getInfo()).getShape()[2];
  }

  private static void putTokens(Map<String, Expected> inputs, RecurrentTokenizer tokenizer) {
    inputs.put(RecurrentGraph.WORD_IDS, new Expected(OnnxJavaType.INT64, ANY, ANY));
    if (tokenizer.featureCount() > 0) {
      inputs.put(
          RecurrentGraph.FEATURE_IDS,
          new Expected(OnnxJavaType.INT64, ANY, ANY, tokenizer.featureCount()));
    }
    if (tokenizer.characterRows() > 0) {
      inputs.put(RecurrentGraph.CHARACTER_IDS, new Expected(OnnxJavaType.INT64, ANY, ANY, ANY));
    }
    if (tokenizer.lexicon() != null) {
      inputs.put(RecurrentGraph.LEXICON_IDS, new Expected(OnnxJavaType.INT64, ANY, ANY, ANY));
    }
  }

  private static void putSentences(Map<String, Expected> inputs, RecurrentShape shape) {
    Expected state = new Expected(OnnxJavaType.FLOAT, shape.layers(), ANY, shape.hiddenSize());
    inputs.put(RecurrentGraph.LENGTHS, new Expected(OnnxJavaType.INT32, ANY));
    if (shape.streams()) {
      inputs.put(RecurrentGraph.BOUNDARIES, new Expected(OnnxJavaType.INT32, ANY));
    }
    inputs.put(RecurrentGraph.INITIAL_HIDDEN, state);
    if (shape.cell().hasCellState()) {
      inputs.put(RecurrentGraph.INITIAL_CELL, state);
    }
  }

  private static Map<String, Expected> outputs(RecurrentShape shape) {
    Expected state = new Expected(OnnxJavaType.FLOAT, shape.layers(), ANY, shape.hiddenSize());
    Map<String, Expected> outputs = new LinkedHashMap<>();
    if (shape.tagCount() > 0) {
      outputs.put(RecurrentGraph.TAG_LOGITS, Expected.logits(ANY, ANY, shape.tagCount()));
    }
    if (shape.classCount() > 0) {
      outputs.put(RecurrentGraph.CLASS_LOGITS, Expected.logits(ANY, shape.classCount()));
    }
    if (shape.classCount() > 0 && shape.streams()) {
      outputs.put(RecurrentGraph.TOKEN_ENERGIES, new Expected(OnnxJavaType.FLOAT, ANY, ANY));
      outputs.put(RecurrentGraph.TOKEN_CLASS_LOGITS, Expected.logits(ANY, ANY, shape.classCount()));
    }
    outputs.put(RecurrentGraph.FINAL_HIDDEN, state);
    if (shape.cell().hasCellState()) {
      outputs.put(RecurrentGraph.FINAL_CELL, state);
    }
    return outputs;
  }

  private void verify(String kind, Map<String, NodeInfo> found, Map<String, Expected> expected) {
    if (!found.keySet().equals(expected.keySet())) {
      throw mismatch(
          Reason.BAD_GRAPH, kind + "s " + expected.keySet(), String.valueOf(found.keySet()));
    }
    expected.forEach(
        (name, tensor) -> {
          ValueInfo value = Objects.requireNonNull(found.get(name)).getInfo();
          if (!(value instanceof TensorInfo info) || !tensor.matches(info)) {
            throw mismatch(
                tensor.reason(value), kind + " '" + name + "' of " + tensor, value.toString());
          }
        });
  }

  private void verifyRows(Map<String, String> metadata, String key, int expected) {
    String found = metadata.get(key);
    if (!Integer.toString(expected).equals(found)) {
      throw mismatch(
          Reason.BAD_GRAPH,
          "'" + key + "' " + expected + " in its metadata, as many as in tokenizer.json",
          String.valueOf(found));
    }
  }

  private BundleException mismatch(Reason reason, String expected, String found) {
    return BundleException.of(
        reason, subject, expected, found, "the files are of different bundles; fetch it again");
  }

  /** Element type and dimensions of a tensor; {@link #ANY} stands for any size. */
  private static final class Expected {
    private final boolean labels;
    private final OnnxJavaType type;
    private final long[] dimensions;

    Expected(OnnxJavaType type, long... dimensions) {
      this(false, type, dimensions);
    }

    private Expected(boolean labels, OnnxJavaType type, long... dimensions) {
      this.labels = labels;
      this.type = type;
      this.dimensions = dimensions;
    }

    /** An output whose last dimension is a number of tags or classes. */
    static Expected logits(long... dimensions) {
      return new Expected(true, OnnxJavaType.FLOAT, dimensions);
    }

    boolean matches(TensorInfo info) {
      long[] found = info.getShape();
      if (info.type != type || found.length != dimensions.length) {
        return false;
      }
      for (int i = 0; i < found.length; i++) {
        if (dimensions[i] != ANY && found[i] != dimensions[i]) {
          return false;
        }
      }
      return true;
    }

    /** What to call a mismatch: the width of an output is the number of labels. */
    Reason reason(ValueInfo found) {
      return labels
              && found instanceof TensorInfo info
              && info.getShape().length == dimensions.length
          ? Reason.LABEL_COUNT_MISMATCH
          : Reason.BAD_GRAPH;
    }

    @Override
    public String toString() {
      return type + " " + Arrays.toString(dimensions).replace("-1", "any");
    }
  }
}
