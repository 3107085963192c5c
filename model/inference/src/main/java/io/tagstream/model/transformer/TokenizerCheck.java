package io.tagstream.model.transformer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Refuses what would make the native tokenizer end the process: it does not throw where a file
 * contradicts itself, it aborts. Known are the parts that encoders are trained with.
 */
final class TokenizerCheck {
  private static final Set<String> MODELS = Set.of("WordPiece", "BPE", "Unigram", "WordLevel");

  private static final Set<String> NORMALIZERS =
      Set.of(
          "BertNormalizer",
          "Lowercase",
          "NFC",
          "NFD",
          "NFKC",
          "NFKD",
          "Nmt",
          "Precompiled",
          "Prepend",
          "Replace",
          "Sequence",
          "Strip",
          "StripAccents");

  private static final Set<String> PRE_TOKENIZERS =
      Set.of(
          "BertPreTokenizer",
          "ByteLevel",
          "CharDelimiterSplit",
          "Digits",
          "Metaspace",
          "Punctuation",
          "Sequence",
          "Split",
          "Whitespace",
          "WhitespaceSplit");

  private static final Set<String> POST_PROCESSORS =
      Set.of("BertProcessing", "ByteLevel", "RobertaProcessing", "Sequence", "TemplateProcessing");

  /** One thing, repeated or not: nothing to try again and again on a long text. */
  private static final Pattern PLAIN_EXPRESSION =
      Pattern.compile(
          "(\\[[^\\[\\]\\\\^]*]|\\\\[sdwntr]|[^\\\\\\[\\](){}|*+?.^$])([*+]|\\{\\d{1,3},?})?");

  /** Deeper ones are not written by anybody. */
  private static final int DEEPEST = 8;

  private TokenizerCheck() {}

  /**
   * Checks a file.
   *
   * @throws IOException if it has a part that is not known, or contradicts itself
   */
  static void verify(JsonNode file) throws IOException {
    JsonNode model = file.path("model");
    // Files of old have no type; the library tells them by their fields.
    if (model.has("type")) {
      verifyType("model", model, MODELS);
    }
    if (model.hasNonNull("dropout") && model.path("dropout").asDouble() != 0) {
      throw new IOException(
          "expected a model that cuts a text always the same, found 'dropout' "
              + model.path("dropout").asText());
    }
    verifyPart("normalizer", file.path("normalizer"), NORMALIZERS, 0);
    verifyPart("pre_tokenizer", file.path("pre_tokenizer"), PRE_TOKENIZERS, 0);
    verifyPart("post_processor", file.path("post_processor"), POST_PROCESSORS, 0);
  }

  private static void verifyPart(String name, JsonNode part, Set<String> known, int depth)
      throws IOException {
    if (part.isMissingNode() || part.isNull()) {
      return;
    }
    verifyType(name, part, known);
    if (depth > DEEPEST) {
      throw new IOException("expected parts of parts, found too many in '" + name + "'");
    }
    for (String list : List.of("normalizers", "pretokenizers", "processors")) {
      for (JsonNode inner : part.path(list)) {
        verifyPart(name, inner, known, depth + 1);
      }
    }
    switch (part.path("type").asText()) {
      case "Precompiled" -> verifyCharacterMap(part);
      case "Replace", "Split" -> verifyPattern(name, part.path("pattern"));
      case "TemplateProcessing" -> verifyTemplate(part);
      default -> {
        // Nothing in it leads anywhere else.
      }
    }
  }

  private static void verifyType(String name, JsonNode part, Set<String> known) throws IOException {
    String type = part.path("type").asText("");
    if (!known.contains(type)) {
      throw new IOException(
          "expected a '%s' of one of the types %s, found '%s'"
              .formatted(name, new TreeSet<>(known), type));
    }
  }

  private static void verifyCharacterMap(JsonNode part) throws IOException {
    boolean sound;
    try {
      sound =
          CharacterMap.isSound(
              Base64.getDecoder().decode(part.path("precompiled_charsmap").asText()));
    } catch (IllegalArgumentException e) {
      sound = false;
    }
    if (!sound) {
      throw new IOException(
          "expected a 'precompiled_charsmap' as SentencePiece makes it, found one that leads outside"
              + " of itself");
    }
  }

  private static void verifyPattern(String name, JsonNode pattern) throws IOException {
    String expression = pattern.path("Regex").asText("");
    if (pattern.has("Regex") && !PLAIN_EXPRESSION.matcher(expression).matches()) {
      throw new IOException(
          "expected the pattern of a '%s' to be a text, or one character or class repeated, found '%s'"
              .formatted(name, expression));
    }
  }

  /** The special pieces of a template are looked up when a text is cut. */
  private static void verifyTemplate(JsonNode part) throws IOException {
    JsonNode known = part.path("special_tokens");
    for (String template : List.of("single", "pair")) {
      for (JsonNode piece : part.path(template)) {
        JsonNode special = piece.path("SpecialToken");
        String id = special.path("id").asText();
        if (!special.isMissingNode() && !known.has(id)) {
          throw new IOException(
              "expected each special piece of its templates in 'special_tokens', found none for '%s'"
                  .formatted(id));
        }
      }
    }
    for (Map.Entry<String, JsonNode> token : known.properties()) {
      int ids = token.getValue().path("ids").size();
      if (ids != 1 || token.getValue().path("tokens").size() != ids) {
        throw new IOException(
            "expected one number and one text for the special piece '%s', found %d and %d"
                .formatted(token.getKey(), ids, token.getValue().path("tokens").size()));
      }
    }
  }
}
