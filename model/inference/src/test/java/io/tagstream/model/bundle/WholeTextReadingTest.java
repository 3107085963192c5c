package io.tagstream.model.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.Text;
import io.tagstream.model.decode.ClassDecoder;
import io.tagstream.model.encoder.BatchCosts;
import io.tagstream.model.encoder.Encoding;
import io.tagstream.model.encoder.Piece;
import io.tagstream.model.encoder.PieceRow;
import io.tagstream.model.encoder.TextEncoder;
import io.tagstream.model.encoder.TextPieces;
import io.tagstream.model.encoder.TextRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a model that cuts texts by itself is probed. */
class WholeTextReadingTest {
  /**
   * Cuts texts at blanks, and lets rows with a second text, in segment 1, depend on their batch.
   */
  private static final class Pairs implements TextEncoder {
    @Override
    public TextPieces cut(Text text) {
      int first = words(text.content());
      int second = text.second() == null ? 0 : words(text.second());
      int[] segments = new int[first + second];
      Arrays.fill(segments, first, first + second, 1);
      PieceRow row = new PieceRow(new int[first + second], segments);
      List<Piece> pieces =
          IntStream.range(0, first).mapToObj(i -> new Piece(0, i, i + 1, false)).toList();
      return new TextPieces(
          pieces, new TextRows(first, List.of(new TextRows.Window(row, 0, first, 0))));
    }

    private static int words(String text) {
      return text.split(" ").length;
    }

    @Override
    public List<Encoding> encode(List<PieceRow> rows) {
      return rows.stream()
          .map(row -> Arrays.stream(row.segments()).sum() == 0 ? 1 : rows.size())
          .map(said -> new Encoding(null, new float[] {said, 0}, null))
          .toList();
    }

    @Override
    public BatchCosts costs() {
      return BatchCosts.TRANSFORMER;
    }

    @Override
    public void close() {}
  }

  private static WholeTextReading reading() {
    return new WholeTextReading(new Pairs(), null, new ClassDecoder(List.of("same", "other")));
  }

  @Test
  void shouldFindBatchesThatChangePairs() {
    Text pair = new Text("Ada sings", null, "She sings");

    assertThat(reading().probe(List.of(pair))).isFalse();
    assertThat(reading().probe(Stream.of("Ada sings", "She").map(Text::of).toList())).isTrue();
  }
}
