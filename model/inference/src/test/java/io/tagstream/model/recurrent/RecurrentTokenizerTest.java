package io.tagstream.model.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrentTokenizerTest {
  private static final RecurrentTokenizer TOKENIZER =
      new RecurrentTokenizer(
          RecurrentTokenizer.FORMAT_VERSION,
          List.of("play", "caf\u00E9"),
          new RecurrentTokenizer.Affixes(4, 100),
          new RecurrentTokenizer.Characters(List.of("a", "\uD83C\uDFB8"), 20));

  @Test
  void shouldReadWhatItWrote() throws IOException {
    assertThat(RecurrentTokenizer.read(TOKENIZER.toJson())).isEqualTo(TOKENIZER);
  }

  @Test
  void shouldReadALexicon() throws IOException {
    Lexicon lexicon = new Lexicon(Lexicon.Kind.WORD_PIECE, List.of("[UNK]", "play", "##ing"));
    RecurrentTokenizer tokenizer = TOKENIZER.withLexicon(lexicon);

    assertThat(new String(tokenizer.toJson(), StandardCharsets.UTF_8))
        .endsWith(
            """
            ,"lexicon":{"kind":"word-piece","entries":["[UNK]","play","##ing"]}}""");
    assertThat(RecurrentTokenizer.read(tokenizer.toJson())).isEqualTo(tokenizer);
    assertThat(lexicon.rows()).isEqualTo(4);
  }

  @Test
  void shouldKeepItsForm() {
    assertThat(new String(TOKENIZER.toJson(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"formatVersion":1,"words":["play","caf\u00E9"],"affixes":{"longest":4,"buckets":100},\
            "characters":{"alphabet":["a","\\uD83C\\uDFB8"],"longestWord":20}}""");
  }

  @Test
  void shouldKnowWordsWithoutAffixesAndCharacters() throws IOException {
    RecurrentTokenizer wordsAlone =
        new RecurrentTokenizer(
            RecurrentTokenizer.FORMAT_VERSION,
            List.of("play"),
            RecurrentTokenizer.Affixes.NONE,
            RecurrentTokenizer.Characters.NONE);

    assertThat(RecurrentTokenizer.read(wordsAlone.toJson())).isEqualTo(wordsAlone);
    assertThat(wordsAlone.featureCount()).isZero();
    assertThat(wordsAlone.characterRows()).isZero();
    WordIds ids = new WordFeatures(wordsAlone).ids("Play");
    assertThat(ids.word()).isEqualTo(2);
    assertThat(ids.features()).isEmpty();
    assertThat(ids.characters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"formatVersion\":1|\"formatVersion\":2|formatVersion: expected 1, found 2",
        "\"formatVersion\":1,||formatVersion",
        "\"formatVersion\":1|\"formatVersion\":null|formatVersion",
        "\"words\":[\"play\",\"caf\u00E9\"],||'words' is missing",
        "\"longest\":4,||[\"longest\"]",
        "[\"a\",\"\\uD83C\\uDFB8\"]|null|'alphabet' is missing",
        "20}}|20},\"lexicon\":{\"kind\":\"word\"}}|'entries' is missing",
        "20}}|20},\"lexicon\":{\"kind\":\"letter\",\"entries\":[]}}|letter",
        "20}}|20},\"lexicon\":{\"kind\":\"word\",\"entries\":[\"a\",\"a\"]}}|found one twice",
        "20}}|20},\"lexicon\":{\"kind\":\"word-piece\",\"entries\":[\"a\"]}}|expected [UNK]",
        "\"buckets\":100|\"buckets\":1|affixes.buckets: expected 2 or more, found 1",
        "\"longest\":4|\"longest\":9|affixes.longest: expected 0..8, found 9",
        "\"longest\":4|\"longest\":0|affixes.buckets: expected 0 without affixes, found 100",
        "\"longestWord\":20|\"longestWord\":0|characters.longestWord: expected 2..64, found 0",
        "\"longestWord\":20|\"longestWord\":65|characters.longestWord: expected 2..64, found 65",
        "[\"a\"|[\"ab\"|expected one code point each, found 'ab'",
        "[\"play\",|[\"play\",\"play\",|words: expected each word once",
        "\"words\":|\"stopWords\":[],\"words\":|stopWords",
      })
  void shouldRefuseWhatItCannotUse(String part, String replacement, String message) {
    String json =
        new String(TOKENIZER.toJson(), StandardCharsets.UTF_8)
            .replace(part, replacement == null ? "" : replacement);

    assertThatThrownBy(() -> RecurrentTokenizer.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
