package io.tagstream.model.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.encoder.Piece;
import io.tagstream.model.encoder.PieceRow;
import io.tagstream.model.reference.ReferenceCase;
import io.tagstream.model.reference.ReferenceModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pieces against those of {@code transformers}. */
class PieceTokenizerReferenceTest {

  private static PieceTokenizer open(ReferenceModel model) throws IOException {
    return PieceTokenizer.open(Files.readAllBytes(model.directory().resolve("tokenizer.json")));
  }

  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldCutTextsIntoTheSamePiecesAtTheSamePlaces(ReferenceModel model) throws IOException {
    try (PieceTokenizer tokenizer = open(model)) {
      for (ReferenceCase each : model.listedCases()) {
        if (each.isPair()) {
          continue;
        }
        int[] inner = each.inner();
        List<Piece> pieces = tokenizer.text(each.text());

        assertThat(pieces)
            .extracting(Piece::id)
            .as("ids of %s", each)
            .containsExactly(at(inner, each.numbers("ids")));
        assertThat(pieces)
            .extracting(Piece::begin)
            .as("begins of %s", each)
            .containsExactly(at(inner, each.numbers("begins")));
        assertThat(pieces)
            .extracting(Piece::end)
            .as("ends of %s", each)
            .containsExactly(at(inner, each.numbers("ends")));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldPutTheSameSpecialPiecesAroundThem(ReferenceModel model) throws IOException {
    try (PieceTokenizer tokenizer = open(model)) {
      for (ReferenceCase each : model.listedCases()) {
        PieceRow row =
            each.isPair()
                ? tokenizer.pair().row(ids(tokenizer, each.text()), ids(tokenizer, each.pair()))
                : tokenizer.single().row(ids(tokenizer, each.text()));

        assertThat(row.ids()).as("row of %s", each).containsExactly(each.numbers("ids"));
        if (each.json().has("types")) {
          assertThat(row.segments())
              .as("segments of %s", each)
              .containsExactly(each.numbers("types"));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ReferenceModel.class)
  void shouldCutTextsOfThousandsOfWords(ReferenceModel model) throws Exception {
    try (PieceTokenizer tokenizer = open(model)) {
      for (ReferenceCase each : model.longCases()) {
        List<Piece> pieces = tokenizer.text(each.text());
        int[] ids = pieces.stream().mapToInt(Piece::id).toArray();
        int[] row = tokenizer.single().row(ids).ids();
        int begin = tokenizer.single().begin();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
          boolean inner = i >= begin && i - begin < pieces.size();
          lines.append(row[i]).append(' ');
          lines.append(inner ? pieces.get(i - begin).begin() : 0).append(' ');
          lines.append(inner ? pieces.get(i - begin).end() : 0).append('\n');
        }

        assertThat(row.length).isEqualTo(each.json().path("pieces").asInt());
        assertThat(sha256(lines.toString())).isEqualTo(each.json().path("pieceDigest").asText());
      }
    }
  }

  private static int[] ids(PieceTokenizer tokenizer, String text) {
    return tokenizer.text(text).stream().mapToInt(Piece::id).toArray();
  }

  private static Integer[] at(int[] places, int[] numbers) {
    return Arrays.stream(places).mapToObj(place -> numbers[place]).toArray(Integer[]::new);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
