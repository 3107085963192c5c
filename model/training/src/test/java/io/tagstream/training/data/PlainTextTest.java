package io.tagstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.model.data.LabelledSentence;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void shouldDropCapitalsAndFinalPunctuation() {
    LabelledSentence plain =
        PlainText.of(sentence(List.of("Play", "Ünder", "?", "!"), List.of("O", "B-x", "O", "O")));

    assertThat(plain.tokens()).containsExactly("play", "ünder");
    assertThat(plain.tags()).containsExactly("O", "B-x");
  }

  @Test
  void shouldKeepPunctuationThatBelongsToASpan() {
    LabelledSentence plain =
        PlainText.of(sentence(List.of("Play", "Help", "!"), List.of("O", "B-x", "I-x")));

    assertThat(plain.tokens()).containsExactly("play", "help", "!");
  }

  @Test
  void shouldLeaveAtLeastOneWord() {
    assertThat(PlainText.of(sentence(List.of("?", "?"), List.of("O", "O"))).tokens())
        .containsExactly("?");
  }

  private static LabelledSentence sentence(List<String> tokens, List<String> tags) {
    return new LabelledSentence("made-up", null, tokens, tags, null);
  }
}
