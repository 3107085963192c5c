package io.tagstream.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.encoder.Piece;
import io.tagstream.model.encoder.PieceRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PieceTokenizerTest {
  private static final int UNKNOWN = 1;
  private static final int CLS = 2;
  private static final int SEP = 3;
  private static final int PLAY = 5;
  private static final int ING = 6;
  private static final int CAFE = 7;
  private static final int DOT = 8;

  private static PieceTokenizer tokenizer;

  @BeforeAll
  static void open() throws IOException {
    tokenizer = PieceTokenizer.open(WordPieceFile.of("play", "##ing", "cafe", "."));
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void shouldCutWords() {
    assertThat(tokenizer.pieces("Playing")).containsExactly(PLAY, ING);
    assertThat(tokenizer.pieces("Café")).containsExactly(CAFE);
    assertThat(tokenizer.pieces("cafe.")).containsExactly(CAFE, DOT);
  }

  @Test
  void shouldSayUnknownOfAWordWithoutPiece() {
    assertThat(tokenizer.pieces("zebra")).containsExactly(UNKNOWN);
    assertThat(tokenizer.pieces("")).containsExactly(UNKNOWN);
    assertThat(tokenizer.pieces("\u0000")).containsExactly(UNKNOWN);
    assertThat(tokenizer.pieces("\ud83d")).containsExactly(UNKNOWN);
  }

  @Test
  void shouldSayWherePiecesOfATextStandInCodePoints() {
    assertThat(tokenizer.text("😀 playing Cafe\u0301."))
        .containsExactly(
            new Piece(UNKNOWN, 0, 1, false),
            new Piece(PLAY, 2, 6, false),
            new Piece(ING, 6, 9, true),
            // The normaliser drops the accent, so no piece stands for it.
            new Piece(CAFE, 10, 14, false),
            new Piece(DOT, 15, 16, false));
  }

  @Test
  void shouldKeepPositionsBehindHalfACharacter() {
    assertThat(tokenizer.text("\ud83d play")).containsExactly(new Piece(PLAY, 2, 6, false));
  }

  @Test
  void shouldNeitherTruncateNorPad() {
    assertThat(tokenizer.text("play ".repeat(1000))).hasSize(1000);
    assertThat(tokenizer.text("play")).hasSize(1);
    assertThat(tokenizer.text(" ")).isEmpty();
  }

  @Test
  void shouldPutSpecialPiecesAroundATextAndBetweenTwo() {
    PieceRow single = tokenizer.single().row(new int[] {PLAY, ING});
    PieceRow pair = tokenizer.pair().row(new int[] {PLAY}, new int[] {CAFE, DOT});

    assertThat(single.ids()).containsExactly(CLS, PLAY, ING, SEP);
    assertThat(single.segments()).containsExactly(0, 0, 0, 0);
    assertThat(pair.ids()).containsExactly(CLS, PLAY, SEP, CAFE, DOT, SEP);
    assertThat(pair.segments()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(tokenizer.single().specials()).isEqualTo(2);
    assertThat(tokenizer.pair().specials()).isEqualTo(3);
  }

  @Test
  void shouldKnowItsVocabulary() {
    assertThat(tokenizer.vocabularySize()).isEqualTo(9);
    assertThat(tokenizer.id("[MASK]")).isEqualTo(4);
    assertThat(tokenizer.padding()).isZero();
    assertThatThrownBy(() -> tokenizer.id("[NONE]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected one of the 9");
  }

  @Test
  void shouldWriteItselfForABundle() throws IOException {
    try (PieceTokenizer again = PieceTokenizer.open(tokenizer.toJson())) {
      assertThat(again.toJson()).isEqualTo(tokenizer.toJson());
      assertThat(again.pieces("playing")).containsExactly(PLAY, ING);
    }
  }

  @Test
  void shouldRefuseWhatIsNoTokenizer() {
    assertThatThrownBy(() -> PieceTokenizer.open("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected the fields of a Hugging Face tokenizer");
    assertThatThrownBy(
            () ->
                PieceTokenizer.open(
                    "{\"model\": {\"type\": \"Strange\", \"vocab\": {\"a\": 0}}}"
                        .getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }
}
