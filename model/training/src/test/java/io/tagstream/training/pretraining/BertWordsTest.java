package io.tagstream.training.pretraining;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BertWordsTest {

  @Test
  void shouldCutAtBlanksAndAroundPunctuation() {
    assertThat(new BertWords(true).of("Don't stop,\u00a0now! a+b_c\tA-1"))
        .containsExactly(
            "don", "'", "t", "stop", ",", "now", "!", "a", "+", "b", "_", "c", "a", "-", "1");
  }

  @Test
  void shouldMakeLettersSmallWithoutAccents() {
    assertThat(new BertWords(true).of("Ünïque ÉTÉ İstanbul ΣΊΣΥΦΟΣ"))
        .containsExactly("unique", "ete", "istanbul", "σισυφοσ");
  }

  @Test
  void shouldKeepCaseAndAccentsWhereTheyCount() {
    assertThat(new BertWords(false).of("Ünïque ÉTÉ")).containsExactly("Ünïque", "ÉTÉ");
  }

  @Test
  void shouldLeaveOutControlCharactersAndIsolateIdeographs() {
    assertThat(new BertWords(true).of("zero\u200bwidth\u0000 \ufffd東京tower"))
        .containsExactly("zerowidth", "東", "京", "tower");
  }
}
