package io.tagstream.training.transformer.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Makes a tokenizer take every word for one after a blank. Tokenizers over bytes, such as
 * RoBERTa's, have other pieces for a word in the middle of a text than for one at its begin; cut
 * one by one, all words would be those of the begin, which the encoder has hardly seen. ({@code
 * transformers} asks for the same, {@code add_prefix_space}, where texts are given as words.)
 */
final class LeadingBlanks {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PART = "pre_tokenizer";
  private static final String PARTS = "pretokenizers";
  private static final String FLAG = "add_prefix_space";
  private static final String SCHEME = "prepend_scheme";

  private LeadingBlanks() {}

  /**
   * Returns a tokenizer that begins every word with a blank, if its pieces know any.
   *
   * @param tokenizerJson the bytes of {@code tokenizer.json}; the same bytes are returned if there
   *     is nothing to change
   * @throws IOException if it is no JSON
   */
  static byte[] before(byte[] tokenizerJson) throws IOException {
    try {
      JsonNode file = MAPPER.readTree(tokenizerJson);
      return demand(file.path(PART)) ? MAPPER.writeValueAsBytes(file) : tokenizerJson;
    } catch (JsonProcessingException e) {
      throw new IOException("tokenizer.json: expected JSON, found none; save it with the model", e);
    }
  }

  /** Returns whether anything was changed. */
  private static boolean demand(JsonNode part) {
    boolean changed = false;
    for (JsonNode inner : part.path(PARTS)) {
      changed |= demand(inner);
    }
    if (!(part instanceof ObjectNode object)) {
      return changed;
    }
    String type = object.path("type").asText();
    if (type.equals("ByteLevel") && !object.path(FLAG).asBoolean(true)) {
      object.put(FLAG, true);
      return true;
    }
    if (type.equals("Metaspace")) {
      return demandMark(object) || changed;
    }
    return changed;
  }

  /** SentencePiece's blank; files of old have the flag, later ones the scheme. */
  private static boolean demandMark(ObjectNode part) {
    boolean changed = false;
    if (part.path(SCHEME).asText("always").equals("never")) {
      part.put(SCHEME, "always");
      changed = true;
    }
    if (part.has(FLAG) && !part.path(FLAG).asBoolean()) {
      part.put(FLAG, true);
      changed = true;
    }
    return changed;
  }
}
