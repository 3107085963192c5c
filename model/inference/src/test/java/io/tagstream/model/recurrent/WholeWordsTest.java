package io.tagstream.model.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WholeWordsTest {
  private final LexiconLookup lookup =
      LexiconLookup.of(new Lexicon(Lexicon.Kind.WORD, List.of("apple", "Apple", "pear")));

  @Test
  void shouldTakeAWordAsItIsWrittenBeforeItsLowerCase() {
    assertThat(lookup.rows("apple")).containsExactly(1);
    assertThat(lookup.rows("Apple")).containsExactly(2);
    assertThat(lookup.rows("APPLE")).containsExactly(1);
    assertThat(lookup.rows("Pear")).containsExactly(3);
  }

  @Test
  void shouldHaveNoRowForAWordItDoesNotKnow() {
    assertThat(lookup.rows("plum")).isEmpty();
    assertThat(lookup.rows("")).isEmpty();
  }
}
