package io.tagstream.model.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFeaturesTest {
  private static final RecurrentTokenizer TOKENIZER =
      new RecurrentTokenizer(
          RecurrentTokenizer.FORMAT_VERSION,
          List.of("play", "caf\u00E9", "\uD83C\uDFB8"),
          new RecurrentTokenizer.Affixes(4, 16_384),
          new RecurrentTokenizer.Characters(List.of("p", "l", "a", "y", "P", "\uD83C\uDFB8"), 6));

  private final WordFeatures features = new WordFeatures(TOKENIZER);

  @Test
  void shouldFindWordsInAnyCase() {
    assertThat(features.ids("play").word()).isEqualTo(2);
    assertThat(features.ids("PLAY").word()).isEqualTo(2);
    assertThat(features.ids("playing").word()).isEqualTo(1);
  }

  @Test
  void shouldFindWordsWhateverTheirNormalizationForm() {
    assertThat(features.ids("cafe\u0301").word()).isEqualTo(features.ids("caf\u00E9").word());
    assertThat(features.ids("CAFE\u0301").word()).isEqualTo(3);
  }

  @Test
  void shouldHashTheSameOnEveryMachine() {
    // Computed apart from this code; a change of the hash would make every trained bundle useless.
    assertThat(features.ids("Play").features())
        .containsExactly(1520, 10918, 10865, 12748, 8410, 12192, 14510, 1075, 1925);
  }

  @Test
  void shouldSaySoWhereAWordIsTooShortForAnAffix() {
    int[] ids = features.ids("ab").features();

    assertThat(ids).hasSize(9);
    assertThat(IntStream.of(2, 3, 6, 7).map(i -> ids[i])).containsOnly(0);
    assertThat(IntStream.of(0, 1, 4, 5, 8).map(i -> ids[i])).allMatch(id -> id > 0);
  }

  @Test
  void shouldTakeAffixesOfCodePoints() {
    int[] guitar = features.ids("\uD83C\uDFB8").features();

    assertThat(guitar[0]).isPositive();
    assertThat(guitar[1]).isZero();
  }

  @Test
  void shouldLookIntoTheLexiconIfThereIsOne() {
    Lexicon lexicon = new Lexicon(Lexicon.Kind.WORD, List.of("caf\u00E9"));
    WordFeatures withLexicon = new WordFeatures(TOKENIZER.withLexicon(lexicon));

    assertThat(withLexicon.ids("CAFE\u0301").lexicon()).containsExactly(1);
    assertThat(features.ids("caf\u00E9").lexicon()).isEmpty();
  }

  @Test
  void shouldSpellWords() {
    assertThat(features.ids("Play").characters()).containsExactly(6, 3, 4, 5);
    assertThat(features.ids("p\uD83C\uDFB8x").characters()).containsExactly(2, 7, 1);
  }

  @Test
  void shouldLeaveOutTheMiddleOfLongWords() {
    assertThat(features.ids("plazzzzzpyy").characters()).containsExactly(2, 3, 4, 2, 5, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "play, xx",
    "Route66, Xxxdd",
    "iPhone, xXxx",
    "20:30, dd:dd",
    "R&B, X&X",
    "\u6771\u4EAC\u90FD, cc",
    "\uD83C\uDFB8, s",
    "e\u0301, xm"
  })
  void shouldDescribeTheShapeOfAWord(String word, String shape) {
    assertThat(WordFeatures.shape(word)).isEqualTo(shape);
  }

  @Test
  void shouldBoundTheCostOfAWord() {
    WordIds ids = features.ids("y".repeat(1_000_000));

    assertThat(ids.characters()).hasSize(6);
    assertThat(ids.features()).containsExactly(features.ids("y".repeat(500)).features());
  }

  @Property
  void shouldGiveIdsWithinTheTablesForAnyString(@ForAll @StringLength(max = 200) String word) {
    WordIds ids = features.ids(word);

    assertThat(ids.word()).isBetween(1, TOKENIZER.wordRows() - 1);
    assertThat(ids.features()).hasSize(TOKENIZER.featureCount());
    assertThat(IntStream.of(ids.features()))
        .allMatch(id -> id >= 0 && id < TOKENIZER.affixes().buckets());
    assertThat(ids.characters()).hasSizeLessThanOrEqualTo(6);
    assertThat(IntStream.of(ids.characters()))
        .allMatch(id -> id >= 1 && id < TOKENIZER.characterRows());
    assertThat(new WordFeatures(TOKENIZER).ids(word).features()).isEqualTo(ids.features());
  }
}
