package io.tagstream.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UtteranceTest {
  @Test
  void shouldTakeTheWordBeforeAColonAsKey() {
    assertThat(Utterance.parse("zoë: play it again", "you"))
        .contains(new Utterance("zoë", "play it again"));
  }

  @Test
  void shouldTakeTextWithoutAKey() {
    assertThat(Utterance.parse("meet me at 10:30", "you"))
        .contains(new Utterance("you", "meet me at 10:30"));
    assertThat(Utterance.parse("one more thing: leave", "you"))
        .contains(new Utterance("you", "one more thing: leave"));
  }

  @Test
  void shouldTakeNothingFromBlankLines() {
    assertThat(Utterance.parse("  ", "you")).isEmpty();
    assertThat(Utterance.parse("anna:  ", "you")).isEmpty();
  }

  @Test
  void shouldHoldAConversationOfSeveralKeysWithAnEmoji() {
    assertThat(Utterance.conversation()).extracting(Utterance::key).contains("anna", "zoë", "car");
    assertThat(Utterance.conversation())
        .anySatisfy(each -> assertThat(each.text()).contains("\ud83d\ude97"));
  }
}
