package io.tagstream.training.transformer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A {@code tokenizer.json} of a few word pieces: whole words, letters, and letters that go on. */
public final class TinyTokenizer {
  private static final List<String> WORDS =
      List.of("play", "the", "song", "will", "it", "rain", "in", "for", "a", "##s", ".");

  private TinyTokenizer() {}

  /** Returns the pieces in the order of their numbers. */
  public static List<String> pieces() {
    List<String> pieces = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    pieces.addAll(WORDS);
    for (char letter = 'a'; letter <= 'z'; letter++) {
      if (letter != 'a') {
        pieces.add(String.valueOf(letter));
      }
      if (letter != 's') {
        pieces.add("##" + letter);
      }
    }
    return pieces;
  }

  /** Returns the file, with truncation and padding as files from elsewhere have them. */
  public static byte[] json() {
    StringBuilder vocabulary = new StringBuilder();
    List<String> pieces = pieces();
    for (int id = 0; id < pieces.size(); id++) {
      vocabulary.append(id == 0 ? "" : ",").append("\"%s\":%d".formatted(pieces.get(id), id));
    }
    return """
        {"version":"1.0",
         "truncation":{"direction":"Right","max_length":8,"strategy":"LongestFirst","stride":0},
         "padding":{"strategy":{"Fixed":8},"direction":"Right","pad_to_multiple_of":null,
           "pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"},
         "added_tokens":[%s,%s,%s,%s,%s],
         "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,
           "strip_accents":null,"lowercase":true},
         "pre_tokenizer":{"type":"BertPreTokenizer"},
         "post_processor":{"type":"TemplateProcessing",
           "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},
             {"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
           "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},
             {"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},
             {"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],
           "special_tokens":{
             "[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},
             "[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}},
         "decoder":{"type":"WordPiece","prefix":"##","cleanup":true},
         "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
           "max_input_chars_per_word":100,"vocab":{%s}}}
        """
        .formatted(added(0), added(1), added(2), added(3), added(4), vocabulary)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String added(int id) {
    return """
        {"id":%d,"content":"%s","single_word":false,"lstrip":false,"rstrip":false,
         "normalized":false,"special":true}"""
        .formatted(id, pieces().get(id));
  }
}
