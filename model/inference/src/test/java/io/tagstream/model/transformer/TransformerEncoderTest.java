package io.tagstream.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.model.encoder.EncoderInput;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.PieceRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TransformerEncoderTest {
  private static final Path EXPORT = Path.of("src/test/resources/reference/bert-token");
  private static final int TAGS = 7;
  private static final int MAX_PIECES = 64;
  private static final List<String> WORDS = List.of("Ana", "unforgettable", "\u0000", "Porto", ".");

  private static TransformerEncoder encoder(int maxPieces, int overlap) throws IOException {
    PieceTokenizer tokenizer = tokenizer();
    return new TransformerEncoder(
        new PieceModel(tokenizer, graph(tokenizer)),
        new PieceWindows(tokenizer.single(), maxPieces, overlap),
        true);
  }

  private static PieceTokenizer tokenizer() throws IOException {
    return PieceTokenizer.open(Files.readAllBytes(EXPORT.resolve("tokenizer.json")));
  }

  private static PieceGraph graph(PieceTokenizer tokenizer) throws IOException {
    return PieceGraph.open(
        "bert-token",
        Files.readAllBytes(EXPORT.resolve("model.onnx")),
        new PieceGraph.Shape(TAGS, 0, tokenizer.vocabularySize(), MAX_PIECES, tokenizer.padding()));
  }

  private static float[][] logits(Encoding encoding) {
    return Objects.requireNonNull(encoding.tagLogits());
  }

  @Test
  void shouldLetTheFirstPieceOfAWordSpeakForIt() throws IOException {
    try (TransformerEncoder encoder = encoder(MAX_PIECES, 16);
        PieceTokenizer tokenizer = tokenizer();
        PieceGraph graph = graph(tokenizer)) {
      float[][] ofWords = logits(encoder.encode(List.of(EncoderInput.of(WORDS))).get(0));
      int[] ids = WORDS.stream().map(tokenizer::pieces).flatMapToInt(Arrays::stream).toArray();
      PieceRow row = tokenizer.single().row(ids);
      float[][] ofPieces = logits(graph.encode(List.of(row)).get(0));

      assertThat(row.length()).isGreaterThan(WORDS.size() + 2);
      assertThat(encoder.length(EncoderInput.of(WORDS))).isEqualTo(row.length());
      assertThat(ofWords).hasDimensions(WORDS.size(), TAGS);
      int piece = 1;
      for (int word = 0; word < ofWords.length; word++) {
        assertThat(ofWords[word]).isEqualTo(ofPieces[piece]);
        piece += tokenizer.pieces(WORDS.get(word)).length;
      }
    }
  }

  @Test
  void shouldReadWhatFitsARowAsOne() throws IOException {
    try (TransformerEncoder narrow = encoder(12, 4);
        TransformerEncoder wide = encoder(MAX_PIECES, 16)) {
      EncoderInput fits = EncoderInput.of(List.of("a", "b", "c"));
      EncoderInput tooLong = EncoderInput.of(Collections.nCopies(30, "a"));

      assertThat(logits(narrow.encode(List.of(fits)).get(0)))
          .isDeepEqualTo(logits(wide.encode(List.of(fits)).get(0)));
      assertThat(logits(narrow.encode(List.of(tooLong, fits)).get(0))).hasDimensions(30, TAGS);
    }
  }

  @Test
  void shouldRefuseToEncodeWhenClosed() throws IOException {
    TransformerEncoder encoder = encoder(MAX_PIECES, 16);
    encoder.close();
    encoder.close();

    assertThatThrownBy(() -> encoder.encode(List.of(EncoderInput.of(WORDS))))
        .isInstanceOf(IllegalStateException.class);
  }
}
