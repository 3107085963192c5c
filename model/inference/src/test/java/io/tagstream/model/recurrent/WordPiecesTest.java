package io.tagstream.model.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordPiecesTest {
  private static final List<String> ENTRIES =
      List.of(
          "[UNK]",
          "play",
          "##ing",
          "##i",
          "##n",
          "##g",
          "un",
          "##aff",
          "##able",
          "cafe",
          ".",
          "'",
          "$",
          "s",
          "##s",
          "\u4EAC",
          "\u6771",
          "a",
          "##a",
          "\u03C3",
          "##\u03C2");

  private final LexiconLookup lookup =
      LexiconLookup.of(new Lexicon(Lexicon.Kind.WORD_PIECE, ENTRIES));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "play|play",
        "playing|play ##ing",
        "PLAYS|play ##s",
        "unaffable|un ##aff ##able",
        "Caf\u00E9|cafe",
        "cafe\u0301s|cafe ##s",
        "s.a.|s . a .",
        "play's|play ' s",
        "$a|$ a",
        "\u6771\u4EAC|\u6771 \u4EAC",
        "pl\u200Bay\u0007|play",
        "xyz|[UNK]",
        "playx|[UNK]",
        "playx.s|[UNK] . s",
        "\uD83C\uDFB8s|[UNK]",
        "unplay|[UNK]",
        "play s|play s",
        "[UNK]|[UNK] [UNK] [UNK]",
      })
  void shouldCutAsBertDoes(String word, String pieces) {
    assertThat(IntStream.of(lookup.rows(word)).mapToObj(row -> ENTRIES.get(row - 1)))
        .containsExactlyElementsOf(Arrays.asList(pieces.split(" ")));
  }

  @Test
  void shouldKeepTheBeginningOfALongWord() {
    assertThat(lookup.rows("playingsssss")).hasSize(6).startsWith(2, 3, 15);
    assertThat(lookup.rows("a.a.a.a.a.")).hasSize(6);
  }

  @Test
  void shouldFindThatALongWordCannotBeMade() {
    assertThat(lookup.rows("playsssssssssx")).containsExactly(1);
  }

  @Test
  void shouldNotKnowPartsOfMoreThanAHundredCharacters() {
    assertThat(lookup.rows("a".repeat(100))).hasSize(6).startsWith(18, 19);
    assertThat(lookup.rows("a".repeat(101))).containsExactly(1);
  }

  @Test
  void shouldHaveNoRowForWhatLeavesNoPiece() {
    assertThat(lookup.rows("")).isEmpty();
    assertThat(lookup.rows("\u0301\u200B")).isEmpty();
  }

  @Property
  void shouldGiveAFewRowsOfTheTableForAnyString(@ForAll @StringLength(max = 200) String word) {
    int[] rows = lookup.rows(word);

    assertThat(rows).hasSizeLessThanOrEqualTo(Lexicon.MOST_ROWS);
    assertThat(IntStream.of(rows)).allMatch(row -> row >= 1 && row <= ENTRIES.size());
  }

  @Property
  void shouldRebuildWordsFromTheirPieces(
      @ForAll
          @net.jqwik.api.constraints.Chars({'p', 'l', 'a', 'y', 'i', 'n', 'g', 's', 'u'})
          @StringLength(min = 1, max = 8)
          String word) {
    String pieces =
        String.join(
            "", IntStream.of(lookup.rows(word)).mapToObj(row -> ENTRIES.get(row - 1)).toList());

    assertThat(pieces.replace("##", ""))
        .matches(made -> made.equals("[UNK]") || word.startsWith(made));
  }
}
