package io.tagstream.training.pretraining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.training.pretraining.WordPieces.Special;
import java.nio.charset.StandardCharsets;

/** A vocabulary of word pieces as the {@code tokenizer.json} of Hugging Face's tokenizers. */
final class TokenizerJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String VERSION = "1.0";

  private TokenizerJson() {}

  /** Writes the file; the same vocabulary gives the same bytes. */
  static byte[] of(WordPieces pieces) {
    ObjectNode file = MAPPER.createObjectNode();
    file.put("version", VERSION);
    file.putNull("truncation");
    file.putNull("padding");
    ArrayNode added = file.putArray("added_tokens");
    for (Special special : Special.values()) {
      added.add(added(special));
    }
    file.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("strip_accents", pieces.lowerCase())
        .put("lowercase", pieces.lowerCase());
    file.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    file.set("post_processor", template());
    file.putObject("decoder")
        .put("type", "WordPiece")
        .put("prefix", WordPieces.CONTINUATION)
        .put("cleanup", true);
    file.set("model", model(pieces));
    return bytes(file);
  }

  private static ObjectNode model(WordPieces pieces) {
    ObjectNode model =
        MAPPER
            .createObjectNode()
            .put("type", "WordPiece")
            .put("unk_token", Special.UNK.piece())
            .put("continuing_subword_prefix", WordPieces.CONTINUATION)
            .put("max_input_chars_per_word", WordPieces.LONGEST_WORD);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < pieces.size(); id++) {
      vocabulary.put(pieces.pieces().get(id), id);
    }
    return model;
  }

  private static ObjectNode added(Special special) {
    return MAPPER
        .createObjectNode()
        .put("id", special.id())
        .put("content", special.piece())
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  /**
   * [CLS] A [SEP], and for two texts [CLS] A [SEP] B [SEP] with B and what follows in segment 1.
   */
  private static ObjectNode template() {
    ObjectNode template = MAPPER.createObjectNode().put("type", "TemplateProcessing");
    ArrayNode single = template.putArray("single");
    ArrayNode pair = template.putArray("pair");
    for (ArrayNode each : new ArrayNode[] {single, pair}) {
      each.add(part("SpecialToken", Special.CLS.piece(), 0));
      each.add(part("Sequence", "A", 0));
      each.add(part("SpecialToken", Special.SEP.piece(), 0));
    }
    pair.add(part("Sequence", "B", 1));
    pair.add(part("SpecialToken", Special.SEP.piece(), 1));
    ObjectNode special = template.putObject("special_tokens");
    for (Special each : new Special[] {Special.CLS, Special.SEP}) {
      ObjectNode described = special.putObject(each.piece()).put("id", each.piece());
      described.putArray("ids").add(each.id());
      described.putArray("tokens").add(each.piece());
    }
    return template;
  }

  private static ObjectNode part(String kind, String id, int segment) {
    ObjectNode part = MAPPER.createObjectNode();
    part.putObject(kind).put("id", id).put("type_id", segment);
    return part;
  }

  private static byte[] bytes(ObjectNode file) {
    try {
      return (MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of plain values is always written", e);
    }
  }
}
