package io.tagstream.training.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tagstream.model.recurrent.Lexicon;
import io.tagstream.training.config.TrainConfigException;
import io.tagstream.training.config.VectorsConfig.ClassPathEncoder;
import io.tagstream.training.onnx.Matrix;
import io.tagstream.training.onnx.OnnxTensors;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the table of word pieces of a BERT-style encoder (Devlin et al. 2019) on the class path:
 * the pieces out of its {@code tokenizer.json}, their vectors out of its graph.
 */
final class WordPieceTable {
  /** Pieces that no text is made of, such as {@code [MASK]}. */
  private static final Pattern SPECIAL = Pattern.compile("\\[[A-Za-z]+[0-9]*]");

  private WordPieceTable() {}

  static PretrainedVectors of(ClassPathEncoder encoder) throws IOException {
    Map<Integer, String> pieces = pieces(encoder);
    Matrix table;
    try (InputStream graph = open(encoder, encoder.graph())) {
      table = OnnxTensors.matrix(graph, encoder.graph(), encoder.tensor(), pieces.size());
    }
    List<String> entries = new ArrayList<>();
    float[] values = new float[table.values().length];
    for (Map.Entry<Integer, String> piece : pieces.entrySet()) {
      String text = piece.getValue();
      if (text.equals(Lexicon.UNKNOWN_PIECE) || !SPECIAL.matcher(text).matches()) {
        int from = piece.getKey() * table.columns();
        int to = entries.size() * table.columns();
        System.arraycopy(table.values(), from, values, to, table.columns());
        entries.add(text);
      }
    }
    float[] kept = Arrays.copyOf(values, entries.size() * table.columns());
    return PretrainedVectors.of(
        new Lexicon(Lexicon.Kind.WORD_PIECE, entries),
        new Matrix(entries.size(), table.columns(), kept));
  }

  /** The pieces by row. */
  private static Map<Integer, String> pieces(ClassPathEncoder encoder) throws IOException {
    JsonNode tokenizer;
    try (InputStream json = open(encoder, encoder.tokenizer())) {
      tokenizer = new ObjectMapper().readTree(json);
    }
    Map<Integer, String> pieces = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : tokenizer.at("/model/vocab").properties()) {
      pieces.put(entry.getValue().asInt(-1), entry.getKey());
    }
    boolean lowerCases = tokenizer.at("/normalizer/lowercase").asBoolean();
    if (!lowerCases
        || pieces.isEmpty()
        || !pieces.containsKey(0)
        || !pieces.containsKey(pieces.size() - 1)) {
      throw new TrainConfigException(
          "%s: expected a lower-casing tokenizer with a vocabulary of word pieces 0, 1, 2, .., found %d pieces, lower-casing %s"
              .formatted(encoder.tokenizer(), pieces.size(), lowerCases));
    }
    return pieces;
  }

  private static InputStream open(ClassPathEncoder encoder, String resource) {
    InputStream stream = WordPieceTable.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new TrainConfigException(
          "network.vectors: expected %s on the class path, found none; add %s"
              .formatted(resource, encoder.artifact()));
    }
    return stream;
  }
}
