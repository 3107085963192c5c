package io.tagstream.model.transformer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@code tokenizer.json} of word pieces, lower-cased, as BERT has it. */
public final class WordPieceFile {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private WordPieceFile() {}

  /** Returns a file with some pieces behind the special ones; the first has number 5. */
  public static byte[] of(String... pieces) {
    List<String> all = new ArrayList<>(SPECIAL);
    all.addAll(List.of(pieces));
    String vocabulary =
        IntStream.range(0, all.size())
            .mapToObj(id -> "\"%s\": %d".formatted(all.get(id), id))
            .collect(Collectors.joining(", "));
    String added =
        IntStream.range(0, SPECIAL.size())
            .mapToObj(
                id ->
                    ("{\"id\": %d, \"content\": \"%s\", \"single_word\": false, \"lstrip\": false,"
                            + " \"rstrip\": false, \"normalized\": false, \"special\": true}")
                        .formatted(id, SPECIAL.get(id)))
            .collect(Collectors.joining(", "));
    return """
        {"version": "1.0",
         "truncation": {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0},
         "padding": {"strategy": {"Fixed": 4}, "direction": "Right", "pad_to_multiple_of": null,
           "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
         "added_tokens": [%s],
         "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
           "strip_accents": null, "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"},
         "post_processor": {"type": "TemplateProcessing",
           "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}},
             {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
           "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}},
             {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
             {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
           "special_tokens": {
             "[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]},
             "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
         "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
           "max_input_chars_per_word": 100, "vocab": {%s}}}
        """
        .formatted(added, vocabulary)
        .getBytes(StandardCharsets.UTF_8);
  }
}
