package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  @Test
  void shouldCutWhatIsSaidIntoPiecesThatGiveItAgain() {
    List<Piece> pieces = Transcript.pieces();

    for (String key : keys(pieces)) {
      List<Piece> own = pieces.stream().filter(piece -> piece.key().equals(key)).toList();
      String said =
          Utterance.read("transcript.txt").stream()
              .filter(utterance -> utterance.key().equals(key))
              .map(Utterance::text)
              .collect(Collectors.joining(" "));
      assertThat(own.stream().map(Piece::text).collect(Collectors.joining())).isEqualTo(said);
      assertThat(own.stream().filter(Piece::last).toList())
          .containsExactly(own.get(own.size() - 1));
      assertThat(own).anyMatch(piece -> !piece.last() && !piece.text().endsWith(" "));
    }
  }

  @Test
  void shouldLetSeveralSpeakAtTheSameTime() {
    List<Piece> pieces = Transcript.pieces();

    assertThat(keys(pieces)).hasSize(3);
    assertThat(keys(pieces.subList(0, pieces.size() / 2))).hasSize(3);
    assertThat(Transcript.pieces()).isEqualTo(pieces);
  }

  private static Set<String> keys(List<Piece> pieces) {
    return pieces.stream().map(Piece::key).collect(Collectors.toCollection(TreeSet::new));
  }
}
