package io.tagstream.model.transformer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tokenizer.json} says of its pieces: their numbers, and which of them stand for
 * padding and for what the vocabulary has not. Immutable.
 *
 * @param ids numbers of the pieces, the added ones included
 * @param unknown number of the piece for everything else, or -1 if there is none
 * @param continuation what a piece begins with that goes on with a word, or {@code null} if pieces
 *     do not show it
 * @param json the file without truncation and padding
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
record PieceVocabulary(
    Map<String, Integer> ids, int unknown, @Nullable String continuation, byte[] json) {
  /** Vocabularies of a quarter of a million pieces have a quarter of it. */
  private static final int LARGEST = 64 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What byte-level vocabularies call it, whose model in the file names none. */
  private static final String UNKNOWN = "<unk>";

  private static final List<String> PADDING = List.of("[PAD]", "<pad>");

  /**
   * Reads the file.
   *
   * @throws IOException if it is not one of Hugging Face's tokenizers; the message says what was
   *     expected and found
   */
  static PieceVocabulary read(byte[] tokenizerJson) throws IOException {
    if (tokenizerJson.length > LARGEST) {
      throw new IOException(
          "expected at most %d bytes, found %d".formatted(LARGEST, tokenizerJson.length));
    }
    if (!(tree(tokenizerJson) instanceof ObjectNode file)
        || !(file.get("model") instanceof ObjectNode model)) {
      throw new IOException(
          "expected the fields of a Hugging Face tokenizer with a 'model', found others");
    }
    TokenizerCheck.verify(file);
    file.putNull("truncation");
    file.putNull("padding");
    Map<String, Integer> ids = new HashMap<>();
    JsonNode vocabulary = model.path("vocab");
    if (vocabulary.isObject()) {
      vocabulary.properties().forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
    } else {
      for (int id = 0; id < vocabulary.size(); id++) {
        ids.put(vocabulary.path(id).path(0).asText(), id);
      }
    }
    for (Iterator<JsonNode> added = file.path("added_tokens").elements(); added.hasNext(); ) {
      JsonNode token = added.next();
      ids.put(token.path("content").asText(), token.path("id").asInt());
    }
    if (ids.isEmpty()) {
      throw new IOException("expected a vocabulary in its 'model', found none");
    }
    int unknown =
        model.has("unk_id")
            ? model.path("unk_id").asInt(-1)
            : ids.getOrDefault(model.path("unk_token").asText(UNKNOWN), -1);
    String continuation = model.path("continuing_subword_prefix").asText("");
    return new PieceVocabulary(
        Map.copyOf(ids),
        unknown,
        continuation.isEmpty() ? null : continuation,
        MAPPER.writeValueAsBytes(file));
  }

  private static JsonNode tree(byte[] json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("expected JSON, found another file: " + e.getOriginalMessage(), e);
    }
  }

  /** Returns how many numbers there are: one more than the largest. */
  int size() {
    return 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /** Returns the number of the piece that rows are padded with; 0 if none is named so. */
  int padding() {
    return PADDING.stream().filter(ids::containsKey).map(ids::get).findFirst().orElse(0);
  }
}
