package io.tagstream.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.encoder.Piece;
import io.tagstream.model.transformer.PieceTokenizer;
import io.tagstream.training.pretraining.WordPieces.Special;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hugging Face's tokenizer cuts the texts a vocabulary was learned from as training does. */
class TokenizerJsonTest {
  private static final String TEXT =
      """
      The lower the river, the wider its mouth; "we shall not go," said he -- don't! 12,5 % of
      Ünïque cafés in the ŒUVRE, naïve façade: e\u0301te\u0301 \u00a0 x\u00adyz \u200b\ufb01ne.
      東京 tower カタカナ 한국어 עברית \ud83d\ude00 ok? _those_ a`b^c~d|e $5=£4 1\u2014half İstanbul ΣΊΣΥΦΟΣ
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldBeReadAsTheVocabularyThatWasWritten(boolean lowerCase) throws IOException {
    BertWords words = new BertWords(lowerCase);
    SortedMap<String, Long> counts = new TreeMap<>();
    words.of(TEXT).forEach(word -> counts.merge(word, 1L, Long::sum));
    // Characters that occur once are unknown.
    WordPieces pieces = new WordPieces(new WordPieceLearner(120, 2).learn(counts), lowerCase);

    try (PieceTokenizer tokenizer = PieceTokenizer.open(TokenizerJson.of(pieces))) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(pieces.size());
      for (Special special : Special.values()) {
        assertThat(tokenizer.id(special.piece())).isEqualTo(special.id());
      }
      assertSame(TEXT, words, pieces, tokenizer);
      assertSame("a".repeat(101) + " " + "the".repeat(33), words, pieces, tokenizer);
      for (String text : shuffled()) {
        assertSame(text, words, pieces, tokenizer);
      }
    }
  }

  private static void assertSame(
      String text, BertWords words, WordPieces pieces, PieceTokenizer tokenizer) {
    int[] ours =
        words.of(text).stream().flatMapToInt(word -> Arrays.stream(pieces.ids(word))).toArray();

    assertThat(tokenizer.text(text).stream().mapToInt(Piece::id).toArray())
        .as(text)
        .containsExactly(ours);
  }

  /** Texts of the same characters in other orders, so that words are new. */
  private static List<String> shuffled() {
    Random random = new Random(3);
    int[] characters = TEXT.codePoints().toArray();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      StringBuilder text = new StringBuilder();
      random
          .ints(60, 0, characters.length)
          .forEach(place -> text.appendCodePoint(characters[place]));
      texts.add(text.toString());
    }
    return texts;
  }
}
